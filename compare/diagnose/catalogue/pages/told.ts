import { layersOf } from '../../../../src/model/model-spec.ts';
import type { Mistake, Reading, Suspect } from '../../mistake.ts';
import { catalogue } from '../catalogue.ts';
import { codeOf } from '../codes.ts';
import { changes, type LineChange, modelOf } from './example.ts';
import type { Page, Source, Symptom } from './page.ts';
import { PAGES } from './pages.ts';

/** A mistake as it is explained: its page, and what its record says where its example makes it. */
export interface Told {
  readonly code: string;
  readonly id: string;
  readonly title: string; // one sentence, without the full stop
  readonly symptom: Symptom;
  readonly see: string;
  readonly why: string;
  readonly right: string;
  readonly mend: string;
  readonly effect: string;
  readonly numpy: readonly LineChange[];
  readonly ts: readonly LineChange[];
  readonly confused: readonly { readonly code: string; readonly id: string; readonly how: string }[];
  readonly unless?: string;
  readonly seen: readonly Source[];
}

/** What effects are told for. */
export const TRAINING = { batchSize: 64, shortRows: 17, learningRate: 0.1 };

/** Every mistake, in the order of the codes. */
export function toldAll(): Told[] {
  return PAGES.map(told).toSorted((a, b) => a.code.localeCompare(b.code));
}

function told(page: Page): Told {
  const { id, symptom, see, why, confused = {}, unless, seen = [] } = page;
  const { name, right, mend, effect } = wordsOf(page);
  const others = Object.entries(confused).map(([other, how]) => ({ code: codeOf(other) ?? '', id: other, how }));
  const examples = { numpy: changes(page, 'numpy'), ts: changes(page, 'ts') };
  return { code: codeOf(id) ?? '', id, title: name, symptom, see, why, right, mend, effect, ...examples, confused: others, seen, ...(unless && { unless }) };
}

/** The record's words, in the network in which the page's example makes the mistake. */
function wordsOf(page: Page): Pick<Mistake, 'name' | 'right' | 'mend' | 'effect'> {
  const suspect = suspectOf(page);
  const mistake = made(suspect, page);
  const { name, right, mend, effect } = mistake ?? { name: suspect.id, ...(suspect as Reading).words };
  return { name: page.title ?? name.replace(/ \(in layer \d+\)$/, ''), right, mend, effect };
}

/** What the page's example computes; undefined of a mistake that is read off what a network shows. */
export function mistakeOf(page: Page): Mistake | undefined {
  return made(suspectOf(page), page);
}

function suspectOf({ id, model: example }: Page): Suspect {
  const model = modelOf(example);
  const layers = layersOf(model);
  const classes = model.output.kind === 'softmax' ? model.output.classes : 1;
  const suspects = catalogue({ model, layers, depth: layers.length, classes, ...TRAINING });
  const suspect = suspects.find((one) => one.id === id);
  if (!suspect) throw new RangeError(`No record '${id}' in the catalogue, of a network as its page has it.`);
  return suspect;
}

function made(suspect: Suspect, { value = NaN }: Page): Mistake | undefined {
  if ('make' in suspect) return suspect.make(suspect.written.to(value));
  return 'change' in suspect ? suspect : undefined;
}
