import { together } from '../../../src/fault.ts';
import { AGREE, DIFFER } from '../../parity/gap.ts';
import type { Check, Comparison, NetworkResult, ParityResult } from '../../results/schema.ts';
import { SIGNIFICANT } from '../../statistics/paired.ts';

/** That the run was stopped, the verdict on each pair of networks, and a sentence for each network that diverged; plain sentences with their numbers. */
export function verdicts({ networks, parity, mcnemar = [], diagnoses = [], stopped }: Comparison): string[] {
  return [
    ...unfinished(stopped),
    ...networks.flatMap(divergence),
    ...networks.flatMap(stopping),
    ...worstFirst(parity).map((pair) => verdictOf(pair, diagnoses)),
    ...mcnemar.flatMap(unevenly),
  ];
}

const BY_WORTH: readonly ParityResult['verdict'][] = ['differ', 'warning', 'unresolved', 'agree'];

/** Who brought a network that differs has not come to read that two others do not. */
function worstFirst(pairs: readonly ParityResult[]): ParityResult[] {
  return pairs.toSorted((a, b) => BY_WORTH.indexOf(a.verdict) - BY_WORTH.indexOf(b.verdict));
}

function unfinished(missing: readonly string[] = []): string[] {
  return missing.length === 0 ? [] : [`STOPPED: the run ended without ${together(missing)}. The same command runs it all again.`];
}

/** Diagnoses in the order of what they have to say: first those that found something wrong. */
export function mistakenFirst<D extends { readonly verdict: string }>(diagnoses: readonly D[]): D[] {
  const isMistaken = ({ verdict }: D) => verdict !== 'correct';
  return [...diagnoses.filter(isMistaken), ...diagnoses.filter((diagnosis) => !isMistaken(diagnosis))];
}

/** McNemar's test has something to say only where one network is right on a row and the other is not. */
function unevenly({ baseline, other, onlyFirst, onlySecond, pValue }: NonNullable<Comparison['mcnemar']>[number]): string[] {
  if (onlyFirst + onlySecond === 0) return [];
  return [
    `On the test rows ${baseline} alone is right on ${onlyFirst}, ${other} alone on ${onlySecond}: McNemar's exact test gives p = ${Number(pValue.toPrecision(2))}, ` +
      `${pValue < SIGNIFICANT ? 'more than luck explains' : 'which luck explains'}. It judges these two trainings, not others; for those repeat them with --seeds.`,
  ];
}

function divergence({ name, diverged }: NetworkResult): string[] {
  if (!diverged) return [];
  const { epoch, step, loss } = diverged;
  const what = Number.isFinite(loss) ? `its weights are no longer finite, though its loss, ${loss.toPrecision(3)}, is` : `its loss became ${loss}`;
  return [`${name} diverged in epoch ${epoch} at step ${step}: ${what}. A smaller learning rate may help.`];
}

/** Where a training stopped early, and whose weights it was given back. */
function stopping({ name, epochs, earlyStopping }: NetworkResult): string[] {
  if (!earlyStopping) return [];
  const { best, restored } = earlyStopping;
  const last = epochs.length;
  if (best === last) return [`${name} was best after its last epoch, ${last}.`];
  const weights = restored
    ? `its weights, and what follows of it, are those of epoch ${best}, its best`
    : `its best was epoch ${best}, whose weights it could not be given back: what follows is of its last`;
  return [`${name} ended after epoch ${last}: ${weights}.`];
}

type Diagnoses = NonNullable<Comparison['diagnoses']>;

function verdictOf(parity: ParityResult, diagnoses: Diagnoses): string {
  const { baseline, other, verdict, checks } = parity;
  const pair = `${baseline} and ${other}`;
  // biome-ignore format: a table, a case a line
  switch (verdict) {
    case 'agree': return `IN PARITY: ${pair} take the same steps. ${agreeing(checks)} ${trajectories(parity)}`;
    case 'unresolved': return `UNDECIDED: every step of ${pair} is too small, or too large, for float32 to tell apart. ${trajectories(parity)}`;
    case 'warning': return `NEARLY IN PARITY: ${pair} differ by more than rounding explains, but by less than ${DIFFER}. ${worst(parity)}`;
    case 'differ': return `DIFFER: ${pair} ${howTheyDiffer(parity, named(parity, diagnoses))}`;
  }
}

const RUNNING_UNTOLD = 'The running statistics of batch normalisation were not compared: one of the two tells no state.';

/** What is wrong with either, in the same breath: the other's first, as it is mostly the other's. */
function named({ baseline, other }: ParityResult, diagnoses: Diagnoses): string {
  const found = [other, baseline].flatMap((name) => {
    const { wrong = [] } = diagnoses.find(({ network }) => network === name) ?? {};
    return wrong.length === 0 ? [] : [`${name}: ${wrong.map((sentence) => `${sentence}.`).join(' ')}`];
  });
  return found.length === 0 ? '' : ` ${found.join(' ')}`;
}

function howTheyDiffer(parity: ParityResult, mistakes: string): string {
  const { drift, partedAt } = parity.freeRunning;
  const apart = `do not begin from the same weights: before the first step theirs are ${exponent(drift[0]?.weights ?? NaN)} apart, relative L2.`;
  if (partedAt !== 0) return `do not take the same steps.${mistakes} ${worst(parity)}`;
  return parity.checks.some(({ verdict }) => verdict === 'differ') ? `${apart} Nor do they take the same steps.${mistakes} ${worst(parity)}` : apart;
}

function agreeing(checks: readonly Check[]): string {
  const agreed = checks.filter(({ verdict }) => verdict === 'agree');
  const unresolved = checks.length - agreed.length;
  const { name, relativeL2, step, floor } = furthest(agreed);
  const untold = agreed.some(({ runningUntold }) => runningUntold) ? ` ${RUNNING_UNTOLD}` : '';
  const rest = unresolved > 0 ? ` (the other ${unresolved} too small, or too large, for float32 to tell)` : '';
  return (
    `${agreed.length} of ${checks.length} re-anchored steps agree to within ${exponent(AGREE)} beyond float32's rounding${rest}; ` +
    `the largest difference is ${exponent(relativeL2)} of ${whatOf(name)} at step ${step} (rounding explains ${exponent(floor)}).${untold}`
  );
}

function trajectories({ freeRunning: { drift, partedAt, flip } }: ParityResult): string {
  const last = drift.at(-1);
  if (flip) {
    return (
      `Left to themselves their weights part at step ${flip.step} (epoch ${flip.epoch}), layer ${flip.layer}, unit ${flip.unit}, ` +
      `where training row ${flip.row} has z = ${exponent(flip.z)}: ${flipped(flip)}, after which both ways are right.`
    );
  }
  if (partedAt)
    return `Left to themselves their weights drift apart faster than rounding's √t under plain descent from step ${partedAt} on, with no flip at a kink.`;
  if (!last || last.step === 1) return '';
  return `Left to themselves their weights stay within ${exponent(last.weights)} to step ${last.step}, the envelope of rounding being ${exponent(last.envelope)}.`;
}

/** 'a ReLU flip', or at which kink of what else. */
export function flipped({ activation = 'relu', kink = 0 }: NonNullable<ParityResult['freeRunning']['flip']>): string {
  return activation === 'relu' ? 'a ReLU flip' : `a flip at the kink ${kink} of ${activation}`;
}

function worst({ checks }: ParityResult): string {
  const bad = checks.find(({ verdict }) => verdict === 'differ') ?? checks.find(({ verdict }) => verdict === 'warning');
  if (!bad) return '';
  const { name, relativeL2, floor } = furthest([bad]);
  const [a, b] = bad.losses;
  const losses = bad.lossUntold ? '' : `losses ${a.toPrecision(7)} and ${b.toPrecision(7)}; `;
  return (
    `First at step ${bad.step}, from the same weights on the same ${bad.rows} rows: ${losses}` +
    `${whatOf(name)} differs by ${exponent(relativeL2)}, where rounding explains ${exponent(floor)}.`
  );
}

/** 'the gradient of W1', 'the step of running mean1': what a difference is of. */
function whatOf(name: string): string {
  return name.startsWith('running ') ? `the step of ${name}` : `the gradient of ${name}`;
}

/** The tensor whose gradients differ most beyond their rounding floor, over some checks. */
export function furthest(checks: readonly Check[]): Check['gradient'][number] & { step: number } {
  const all = checks.flatMap(({ step, gradient, running = [] }) => [...gradient, ...running].map((tensor) => ({ ...tensor, step })));
  const excess = ({ relativeL2, floor }: { relativeL2: number; floor: number }) => (Number.isFinite(relativeL2) ? relativeL2 - floor : Infinity);
  const moved = all.filter(({ relativeL2, floor }) => relativeL2 !== 0 || floor !== 0); // where nothing moves there is nothing to differ in
  return (moved.length > 0 ? moved : all).reduce((a, b) => (excess(b) > excess(a) ? b : a));
}

/** 4.5e-6 */
export function exponent(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}
