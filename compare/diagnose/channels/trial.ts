import { logitsWidth } from '../../../src/model/model-spec.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { lossOptions } from './adaptive.ts';
import { OTHER_BATCHES } from './batch-forms.ts';
import { biasOptions } from './bias-gradient.ts';
import { type Everyday, SHOWS, settingOf } from './catalogued.ts';
import { clippingOptions, dropoutOptions } from './declared-forms.ts';
import type { Exhibit } from './exhibits.ts';
import type { Channel, Option } from './finding.ts';
import { hiddenOptions } from './hidden-options.ts';
import { type Gap, gapsOf } from './holding.ts';
import { finding, type Known, verdict, withOutcome } from './known.ts';
import { lossForms } from './loss-forms.ts';
import { normalisationOptions } from './normalisation-forms.ts';
import { rowsAt } from './output-forms.ts';
import { weightOptions } from './weight-operands.ts';

/** Formulas that are put in one upon the other. */
const MOST = 6;
/** Of those that do best on one question these are held against all. */
const FINALISTS = 12;

/**
 * Where single rows do not show each formula by itself (what is normalised over a batch, dropped, clipped, or divided by its own size):
 * each formula that may stand at its place is put in, and that with which most numbers come, none that was right going wrong, is kept.
 */
export function examineByTrial(start: Known, everyday: Everyday): Known {
  let known = start;
  const options = everywhere(known, everyday);
  for (let turn = 0; turn < MOST; turn++) {
    const wrong = wrongWith(known, known.exhibits);
    if (wrong.size === 0) return known;
    const best = bestOf(known, options, wrong);
    if (!best) return known.verdicts.some(({ state }) => state === 'open') ? known : withOutcome(known, verdict(...openIn(known)));
    const { layer, ...option } = best;
    known = withOutcome(known, finding(option.channel, option, layer));
  }
  return known;
}

type Placed = Option & { readonly layer?: number };

/** Every formula that is known to be written at some place, the catalogue's last. */
function everywhere(known: Known, everyday: Everyday): Placed[] {
  const inLayers = known.layers.flatMap((_, l) =>
    [...(l < known.layers.length - 1 ? hiddenOptions(known, l) : []), ...weightOptions(known, l), ...biasOptions(known, l)].map((option) => ({
      ...option,
      layer: l + 1,
    })),
  );
  const ofNetwork = [...normalisationOptions(known), ...dropoutOptions(known), ...clippingOptions(known)];
  return [...ofNetwork, ...lossOptions(known), ...inLayers, ...OTHER_BATCHES, ...reportedOptions(known), ...catalogueOptions(known, everyday)];
}

function reportedOptions({ task: { model, training } }: Known): Option[] {
  return lossForms(model.output, logitsWidth(model.output)).map(({ text, of }) => ({
    channel: 'loss',
    computed: `the loss reported of a row is ${text}`,
    right: `the ${training.loss}`,
    formulas: () => ({ loss: (pass) => rowsAt(pass).reduce((sum, row) => sum + of(row), 0) / pass.X.rows }),
  }));
}

function catalogueOptions(known: Known, everyday: Everyday): Option[] {
  return catalogue(settingOf(known, everyday)).flatMap((suspect): Option[] => {
    if (!('change' in suspect) || suspect.unpredictable) return [];
    const channel: Channel | undefined = SHOWS[suspect.channel][0];
    const { id, name, right, mend, effect, change } = suspect;
    return channel && channel !== 'manners' ? [{ channel, computed: name, right, known: { id, name, mend, effect }, formulas: change }] : [];
  });
}

function bestOf(known: Known, options: readonly Placed[], wrong: ReadonlySet<string>): Placed | undefined {
  const [few, several] = [known.exhibits.filter(({ question }) => question.steps.length === 1).slice(-2, -1), known.exhibits.slice(-1)];
  const most = { few: count(known, few, wrong), several: count(known, several, wrong) };
  const screened = options.flatMap((option) => {
    const [exhibits, now] = option.channel === 'update' ? [several, most.several] : [few, most.few];
    const left = leftWith(known, option, exhibits, wrong) ?? now;
    return left < now ? [{ option, share: left / now }] : [];
  });
  let best: { readonly option: Placed; readonly left: number } | undefined;
  for (const { option } of screened.toSorted((a, b) => a.share - b.share).slice(0, FINALISTS)) {
    const left = leftWith(known, option, known.exhibits, wrong);
    if (left !== undefined && left < (best?.left ?? wrong.size)) best = { option, left };
    if (left === 0) break;
  }
  return best?.option;
}

/** How many numbers are wrong with an option put in; undefined where one is that was right. */
function leftWith(known: Known, option: Option, exhibits: readonly Exhibit[], wrong: ReadonlySet<string>): number | undefined {
  const having = { ...known, formulas: { ...known.formulas, ...option.formulas(known.formulas) } };
  const left = new Set<string>();
  for (const exhibit of exhibits) {
    for (const id of wrongWith(having, [exhibit])) {
      if (!wrong.has(id)) return undefined;
      left.add(id);
    }
  }
  return left.size;
}

function count({ task, formulas, float }: Known, exhibits: readonly Exhibit[], wrong: ReadonlySet<string>): number {
  return gapsOf(task, formulas, exhibits, float).filter(({ id }) => wrong.has(id)).length;
}

function wrongWith({ task, formulas, float }: Known, exhibits: readonly Exhibit[]): Set<string> {
  return new Set(gapsOf(task, formulas, exhibits, float).flatMap(({ id, agrees }) => (agrees ? [] : [id])));
}

/** The place of the first number that does not come: a loss's, else that of the last layer with a wrong tensor. */
function openIn({ task, formulas, exhibits, float }: Known): [Channel, 'open', number?] {
  const wrong: readonly Gap[] = gapsOf(task, formulas, exhibits, float).filter(({ agrees }) => !agrees);
  const layers = wrong.flatMap(({ tensor }) => (/\d+$/.test(tensor) ? [Number(/\d+$/.exec(tensor)![0])] : []));
  if (layers.length === 0) return [wrong[0]?.tensor === 'loss' ? 'loss' : 'forward', 'open'];
  const last = Math.max(...layers);
  return last === task.model.hidden.length + 1 ? ['output gradient', 'open'] : ['passed down', 'open', last];
}
