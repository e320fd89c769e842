import { claimByChannels } from '../../compare/diagnose/channels/examine.ts';
import { madeUpon } from '../../compare/diagnose/channels/finding.ts';
import { textbook } from '../../scratch/textbook.ts';
import type { Dtype } from '../../src/numbers/matrix.ts';
import { drawn } from '../compare/diagnose/channels/grammar.ts';
import { planted, sigmoid, small, softmax } from '../compare/diagnose/channels/planted.ts';
import { distance } from './truth.ts';

const ACTIVATIONS = ['tanh', 'relu', 'sigmoid'] as const;

/** A constant that was read from float32 numbers is known to some digits only. */
const SAME: Readonly<Record<Dtype, number>> = { float64: 1e-6, float32: 1e-3 };

export interface DrawnOutcome {
  readonly seed: number;
  readonly outcome: 'right' | 'wrong' | 'open';
  readonly milliseconds: number; // of processor time
  readonly distance: number;
  readonly planted: readonly string[];
  readonly found: readonly string[];
}

/**
 * A network with so many mistakes drawn at random, and what its channels say: right where it is confirmed and the formulas train as
 * those that were planted do, on batches that were not asked for; wrong where it is confirmed and they do not; else open.
 */
export async function measureDrawn(seed: number, count: number, dtype: Dtype): Promise<DrawnOutcome> {
  const mistakes = drawn(seed, count, 3);
  const task = small(ACTIVATIONS[seed % ACTIVATIONS.length]!, seed % 4 === 3 ? sigmoid : softmax);
  const plants = mistakes.map(({ plant }) => plant);
  const begun = process.cpuUsage();
  const { diagnosis, formulas } = await claimByChannels(planted(plants, dtype), task);
  const { user, system } = process.cpuUsage(begun);
  const apart = distance(formulas, madeUpon(textbook, plants), task, seed);
  const isConfirmed = diagnosis.proof.state === 'confirmed';
  return {
    seed,
    outcome: isConfirmed ? (apart < SAME[dtype] ? 'right' : 'wrong') : 'open',
    milliseconds: (user + system) / 1e3,
    distance: apart,
    planted: mistakes.map(({ says }) => says),
    found: diagnosis.findings.filter(({ severity }) => severity !== 'note').map(({ computed }) => computed),
  };
}
