import { Fault, list } from '../../fault.ts';
import { didYouMean, namesOf } from '../word.ts';
import { adam, adamHat, amsgrad, nadam } from './adams.ts';
import { momentum, nesterov, sgd } from './momenta.ts';
import type { Hyper, OptimiserRecord } from './record.ts';
import { adadelta, adagrad, centredRmsprop, rmsprop } from './squares.ts';

export type { Hyper, OptimiserRecord, Slot } from './record.ts';

/** AdamW is Adam with decoupled decay, which goes with every optimiser: see TrainingSpec. */
export const OPTIMISERS = [sgd, momentum, nesterov, adagrad, rmsprop, centredRmsprop, adadelta, adam, adamHat, amsgrad, nadam] as const;

/** An optimiser as plain data: its name, and the hyper-parameters that are not as usual. */
export interface OptimiserSpec {
  readonly name: (typeof OPTIMISERS)[number]['name'];
  readonly hyper?: Hyper;
}

/**
 * The record of an optimiser, and its hyper-parameters in step t, with what depends on the step alone.
 * @throws Fault where there is no such optimiser or hyper-parameter
 */
export function optimiserOf({ name, hyper = {} }: OptimiserSpec): { readonly record: OptimiserRecord; readonly hyperAt: (t: number) => Hyper } {
  const record: OptimiserRecord | undefined = OPTIMISERS.find((candidate) => candidate.name === name);
  if (!record) throw new Fault(`There is no optimiser '${name}'.${didYouMean(OPTIMISERS, name)} There are ${list(namesOf(OPTIMISERS), 99)}.`);
  const stranger = Object.keys(hyper).find((key) => !Object.hasOwn(record.hyper, key));
  if (stranger) throw new Fault(`The optimiser '${name}' has no ${stranger}; it has ${list(Object.keys(record.hyper), 99) || 'no hyper-parameters'}.`);
  const all = { ...record.hyper, ...hyper };
  return { record, hyperAt: (t) => ({ ...all, ...record.at?.(t, all) }) };
}
