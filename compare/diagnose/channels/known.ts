import type { Formulas } from '../../../scratch/formulas.ts';
import type { LayerSpec } from '../../../src/model/model-spec.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import type { Draw } from './draws.ts';
import type { Exhibit } from './exhibits.ts';
import { type Channel, type ChannelVerdict, type Found, formulasOf, type Proof } from './finding.ts';
import type { Asker } from './questions.ts';
import { shown } from './search/numbers.ts';

/** All that is known of a network by now; every channel adds to it. */
export interface Known {
  readonly task: Task;
  readonly layers: readonly LayerSpec[];
  readonly asker: Asker;
  readonly draw: Draw;
  readonly exhibits: readonly Exhibit[];
  readonly float: 'float32' | 'float64';
  /** Of a formula's numbers, relative to each; of a tensor's, relative to its largest. */
  readonly tolerance: { readonly formula: number; readonly tensor: number };
  readonly found: readonly Found[];
  readonly verdicts: readonly ChannelVerdict[];
  readonly formulas: Formulas; // the textbook's with all that was found
  /** Where something is drawn at random, so that no exhibit comes again: what was held in their place. */
  readonly proof?: Proof;
}

/** What a channel makes of its questions. */
export interface Outcome {
  readonly found: readonly Found[];
  readonly verdicts: readonly ChannelVerdict[];
}

export function withOutcome(known: Known, { found, verdicts }: Outcome): Known {
  const all = [...known.found, ...found];
  return { ...known, found: all, verdicts: [...known.verdicts, ...verdicts], formulas: formulasOf(all) };
}

export function verdict(channel: Channel, state: ChannelVerdict['state'], layer?: number): Outcome {
  return { found: [], verdicts: [{ channel, state, ...(layer !== undefined && { layer }) }] };
}

/** A finding and its channel's verdict. */
export function finding(channel: Channel, what: Omit<Found, 'places' | 'severity' | 'evidence'> & Partial<Found>, layer?: number): Outcome {
  const place = { channel, ...(layer !== undefined && { layer }) };
  return {
    found: [{ places: [place], severity: 'mistake', evidence: { points: 0, worst: 0 }, ...what }],
    verdicts: [{ ...place, state: 'found' }],
  };
}

export function together(...outcomes: readonly Outcome[]): Outcome {
  return { found: outcomes.flatMap(({ found }) => found), verdicts: outcomes.flatMap(({ verdicts }) => verdicts) };
}

/** W1, δ2: a symbol with the number of its layer, 1, 2, … */
export function symbol(name: string, l: number): string {
  return `${name}${l + 1}`;
}

export function number(value: number, K = 0): string {
  return shown(value, K).replace('-', '−');
}
