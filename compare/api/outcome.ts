import type { Comparison, NetworkResult, ParityResult } from '../results/schema.ts';

interface Compared {
  /** All that was computed, as results.json has it. */
  readonly comparison: Comparison;
  /** report.md, where a folder was asked for. */
  readonly report?: string;
}

/** A network whose loss or weights were no longer finite: in which epoch, at which step, and the loss there. */
export interface Diverged {
  readonly network: string;
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
}

/**
 * What a comparison found, by the worst of it:
 * - `parity` all networks take the same steps as the first, to within what rounding to float32 explains;
 * - `nearly` some steps differ by more than rounding explains, but by less than 1e-3 of the step;
 * - `undecided` every step is too small, or too large, for float32 to tell;
 * - `differ` some network takes other steps than the first; `pairs` are those that do, and `comparison.diagnoses` what is wrong with them;
 * - `diverged` none differs from the first, but some training diverged: most likely the learning rate is too large for all of them;
 * - `unjudged` there is nothing to judge: one network alone, or networks that were not to take the same steps (preset document).
 */
export type CompareResult =
  | (Compared & { readonly kind: 'parity' | 'nearly' | 'undecided' | 'differ'; readonly pairs: readonly ParityResult[] })
  | (Compared & { readonly kind: 'diverged'; readonly diverged: readonly Diverged[] })
  | (Compared & { readonly kind: 'unjudged' });

/** From the worst to the best, by what the pairs' own verdicts are called. */
const KINDS = [
  ['warning', 'nearly'],
  ['unresolved', 'undecided'],
  ['agree', 'parity'],
] as const;

export function outcomeOf(compared: Compared): CompareResult {
  const { networks, parity } = compared.comparison;
  const pairsOf = (verdict: ParityResult['verdict']) => parity.filter((pair) => pair.verdict === verdict);
  const diverged = networks.flatMap(divergedOf);
  if (pairsOf('differ').length > 0) return { ...compared, kind: 'differ', pairs: pairsOf('differ') };
  if (diverged.length > 0) return { ...compared, kind: 'diverged', diverged };
  for (const [verdict, kind] of KINDS) if (pairsOf(verdict).length > 0) return { ...compared, kind, pairs: pairsOf(verdict) };
  return { ...compared, kind: 'unjudged' };
}

function divergedOf({ name, diverged }: NetworkResult): Diverged[] {
  return diverged ? [{ network: name, ...diverged }] : [];
}
