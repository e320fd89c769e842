import { together } from '../../src/fault.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { Parity } from '../parity/parity.ts';
import { seedsOf } from '../repeat/seeds-of.ts';
import type { Seeds } from '../repeat/seeds-schema.ts';
import type { Sweep } from '../repeat/sweep-schema.ts';
import { WIDTHS } from '../repeat/sweep-width.ts';
import type { Training } from '../training/train.ts';
import type { Comparison } from './schema.ts';

/** What a run has finished, at its end or at any moment before: where it is stopped, that is kept. */
export interface Finished {
  readonly trainings: readonly Training[];
  readonly parity: readonly Parity[];
  readonly diagnoses?: NonNullable<Comparison['diagnoses']>;
  readonly seeds?: Seeds | undefined;
  readonly sweep?: Sweep | undefined;
}

/** What a run does of what not every one does. */
interface Does {
  readonly isChecked: boolean;
}

/**
 * What a run had yet to do, in the order in which it does it: ['the training of tfjs', 'the checks of parity', '8 of 10 seeds'].
 * @param names of all its networks
 * @param does whether its networks are held against the first, step by step
 */
export function yetToDo(spec: RunSpec, names: readonly string[], does: Does, { trainings, parity, diagnoses, seeds, sweep }: Finished): string[] {
  const untrained = names.filter((name) => trainings.every(({ history }) => history.network !== name));
  const differ = parity.filter(({ verdict }) => verdict === 'differ').map(({ other }) => other);
  const [asked, trained] = [seedsOf(spec).length, seeds?.seeds.length ?? (untrained.length === 0 ? 1 : 0)];
  const widths = sweep?.widths.length ?? 0;
  return [
    ...(untrained.length > 0 ? [`the training of ${together(untrained)}`] : []),
    ...(does.isChecked && parity.length < names.length - 1 ? ['checks of parity'] : []),
    ...(differ.length > 0 && !diagnoses ? [`the diagnosis of ${together(differ)}`] : []),
    ...(spec.seeds && trained < asked ? [`${asked - trained} of ${asked} seeds`] : []),
    ...(spec.sweepWidth && widths < WIDTHS.length ? [`${WIDTHS.length - widths} of ${WIDTHS.length} widths`] : []),
  ];
}
