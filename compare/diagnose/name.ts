import { parameterCount } from '../../src/model/model-spec.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { estimate } from './estimate.ts';
import { place } from './locate.ts';
import type { Explanation, Family, Mistake, Suspect } from './mistake.ts';
import type { Observation } from './observation.ts';
import { type Case, Prediction } from './prediction.ts';
import { sharpest } from './sharpest.ts';
import { STAGES, sameTensor } from './tensor.ts';

/** What the catalogue makes of a case: explanations that give the same numbers, or how far the best one goes. */
export type Naming =
  | { readonly state: 'explained'; readonly explanations: readonly Explanation[] }
  | { readonly state: 'partly'; readonly explanations: readonly Explanation[]; readonly until: number }
  | { readonly state: 'unexplained' };

/** First mistakes upon which a second is looked for. */
const MOST_FIRST = 8;
/** Multiplications, and predictions, that the search for two mistakes in one tensor may cost. */
const PAIR_BUDGET = 2e9;
const MOST_TRIED = 4_000;
/** Mistakes with a number in them that are tried upon every other. */
const MEETING_FAMILIES = [
  'rate-scaled',
  'rate-fixed',
  'loss-factor',
  'nominal-batch',
  'weight-decay',
  'weight-decay/biases',
  'momentum',
  'clipped-norm',
  'clipped-tensor-norm',
  'clipped-value',
  'leaky-relu',
];
/** Predictions that an estimate takes, about. */
const FIT_COST = 8;

/**
 * The mistake whose prediction matches all observations; else two, found one after the other; else two that meet in
 * the same tensor. `first` is the index of the first observation that is wrong, `most` how many mistakes are looked for at once.
 */
export async function nameMistakes(facts: Case, first: number, most: 1 | 2 = 2): Promise<Naming> {
  const suspects = catalogue(facts.setting);
  const single = await search(facts, suspects, [], first);
  const firsts = furthest(facts, single.partial, first).slice(0, MOST_FIRST);
  // what leaves luck to explain the rest gives way to whatever explains any of it
  const whole = single.whole.filter(([mistake]) => firsts.length === 0 || !mistake!.unpredictable);
  if (whole.length > 0) return { state: 'explained', explanations: sharpest(facts, whole) };

  const pairs: Explanation[] = [];
  if (most === 2) for (const { explanation, until } of firsts) pairs.push(...(await search(facts, suspects, explanation, until)).whole);
  if (most === 2 && pairs.length === 0) pairs.push(...(await meeting(facts, suspects, first)));
  if (pairs.length > 0) return { state: 'explained', explanations: sharpest(facts, pairs) };

  const best = firsts[0];
  if (!best) return { state: 'unexplained' };
  const equal = firsts.filter(({ until }) => until === best.until).map(({ explanation }) => explanation);
  return { state: 'partly', explanations: equal, until: best.until };
}

/** Explanations that have these mistakes in them, and at most one besides: what shows only in the tails is no formula of ordinary rows. */
export async function nameUpon(facts: Case, mistakes: Explanation): Promise<Naming | undefined> {
  const at = new Prediction(facts, mistakes).firstMismatch();
  const whole = at < 0 ? [mistakes] : (await search(facts, catalogue(facts.setting), mistakes, at)).whole;
  return whole.length > 0 ? { state: 'explained', explanations: sharpest(facts, whole) } : undefined;
}

interface Found {
  readonly whole: Explanation[];
  readonly partial: { readonly explanation: Explanation; readonly until: number }[];
}

/** Every suspect, upon the mistakes that are assumed, that gives observation `at`; whole if it gives all. */
async function search(facts: Case, suspects: readonly Suspect[], upon: Explanation, at: number): Promise<Found> {
  const found: Found = { whole: [], partial: [] };
  const telling = tellingObservation(facts, upon, at);
  for (const suspect of suspects.filter((suspect) => canShow(suspect, facts.ordered[at]!))) {
    await facts.breathe();
    for (const candidate of membersOf(facts, suspect, upon, telling)) {
      const explanation = [...upon, candidate];
      const prediction = new Prediction(facts, explanation);
      if (!prediction.gap(telling).agrees) continue;
      const until = prediction.firstMismatch();
      if (until < 0) found.whole.push(explanation);
      else if (until > at && !candidate.unpredictable) found.partial.push({ explanation, until });
    }
  }
  return found;
}

/**
 * Whether a mistake can be the first to be seen there. Not what is made later; nor what makes a tensor wrong that comes
 * before, for that one is right; nor what is made in a lower layer, which the backward pass comes to later. The update
 * is seen in the gradients it implies.
 */
function canShow(suspect: Suspect, observation: Observation): boolean {
  const seen = STAGES.indexOf(place(observation));
  const made = STAGES.indexOf(suspect.stage);
  const { kind, layer } = 'first' in suspect ? suspect.first : {};
  if (made > seen) return suspect.stage === 'update' && place(observation) === 'gradient';
  if (made < seen) return made > STAGES.indexOf('forward') && kind !== 'loss' && layer === undefined;
  return layer === undefined || layer >= observation.layer;
}

/** Of the wrong observations of the same tensor the one on the fewest rows: it is the cheapest to predict. */
function tellingObservation(facts: Case, upon: Explanation, at: number): number {
  const here = facts.ordered[at]!;
  const prediction = new Prediction(facts, upon);
  const rows = (i: number) => facts.ordered[i]!.probe.steps[0]!.batch.X.rows;
  let best = at;
  for (let i = at + 1; i < facts.ordered.length; i++) {
    const other = facts.ordered[i]!;
    if (!sameTensor(other, here) || place(other) !== place(here) || other.step !== here.step) continue;
    if (other.values.data.every(Number.isFinite) && rows(i) < rows(best) && !prediction.gap(i).agrees) best = i;
  }
  return best;
}

/** The bias's gradient beside that of weights: few numbers, which refute most of what has to give all. */
function biasBeside({ ordered }: Case, at: number): number {
  const { probe, quantity, step, layer } = ordered[at]!;
  const beside = ordered.findIndex((o) => o.probe === probe && o.quantity === quantity && o.step === step && o.layer === layer && o.name === 'b');
  return beside < 0 ? at : beside;
}

function membersOf(facts: Case, suspect: Suspect, upon: Explanation, at: number): Mistake[] {
  if ('change' in suspect) return [suspect];
  if ('read' in suspect) return suspect.read(facts.answers, facts.probes);
  return fitted(facts, suspect, upon, at);
}

/** Estimated where the case first goes wrong, and again where the estimate first fails: there it may be sharper. */
function fitted(facts: Case, family: Family, upon: Explanation, at: number): Mistake[] {
  let best = estimate(facts, family, upon, at);
  let until = best && new Prediction(facts, [...upon, best]).firstMismatch();
  for (let again = 0; again < 3 && best?.parameter && until !== undefined && until >= 0; again++) {
    const { from, to } = family.written;
    const start = to(best.parameter.value);
    const sharper = estimate(facts, family, upon, until, [start]);
    if (!sharper || from(start) === sharper.parameter?.value) break;
    const now = new Prediction(facts, [...upon, sharper]).firstMismatch();
    if (now >= 0 && now <= until) break;
    [best, until] = [sharper, now];
  }
  return best ? [best] : [];
}

/** Partial explanations that go beyond the tensor that was wrong, the furthest first; of equals the catalogue's order stays. */
function furthest({ ordered }: Case, partial: Found['partial'], first: number): Found['partial'] {
  const wrong = ordered[first]!;
  const isBeyond = (o: Observation) => place(o) !== place(wrong) || !sameTensor(o, wrong);
  return partial.filter(({ until }) => isBeyond(ordered[until]!)).sort((a, b) => b.until - a.until);
}

/** Two mistakes that change the same tensor, so that neither alone puts it right. */
async function meeting(facts: Case, suspects: readonly Suspect[], first: number): Promise<Explanation[]> {
  const telling = tellingObservation(facts, [], first);
  const beside = biasBeside(facts, telling);
  const able = suspects.filter((suspect) => canShow(suspect, facts.ordered[first]!));
  const fixed = able.filter((suspect): suspect is Mistake => 'change' in suspect);
  const families = MEETING_FAMILIES.flatMap((id) => able.filter((suspect): suspect is Family => 'starts' in suspect && suspect.id === id));
  const { batch } = facts.ordered[telling]!.probe.steps[0]!;
  let left = Math.min(MOST_TRIED, PAIR_BUDGET / (3 * batch.X.rows * parameterCount(facts.model)));
  const found: Explanation[] = [];
  const pairs = [
    ...fixed.flatMap((one, n) =>
      fixed
        .slice(n + 1)
        .filter((other) => !one.inOneLayer || !other.inOneLayer)
        .map((other) => [one, other] as const),
    ),
    ...families.flatMap((other) => fixed.map((one) => [one, other] as const)),
  ];
  for (const [one, other] of pairs) {
    left -= 'change' in other ? 1 : FIT_COST;
    if (left < 0) break;
    await facts.breathe();
    for (const second of 'change' in other ? [other] : fitted(facts, other, [one], telling)) {
      const prediction = new Prediction(facts, [one, second]);
      if ([beside, telling].every((i) => prediction.gap(i).agrees) && prediction.firstMismatch() < 0) found.push([one, second]);
    }
  }
  return found;
}
