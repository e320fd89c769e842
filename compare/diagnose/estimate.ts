import type { Family, Mistake } from './mistake.ts';
import { compare, type Observation } from './observation.ts';
import { type Case, Prediction } from './prediction.ts';

const ITERATIONS = 12;
const HALVINGS = 6;
/** A step that takes away less of the squared residual leads nowhere, or there is nowhere left to go. */
const HOPELESS = 1e-6;

/**
 * The member of a family of mistakes that gives observation i: Gauss–Newton in its one number, with finite
 * differences, then the roundest number that still gives it. Undefined where none does.
 * @param upon mistakes that are already assumed
 */
export function estimate(facts: Case, family: Family, upon: readonly Mistake[], i: number, starts = family.starts): Mistake | undefined {
  const observed = facts.ordered[i]!;
  const at = (value: number): Observation | undefined => new Prediction(facts, [...upon, family.make(value)]).of(observed);
  for (const start of starts) {
    const value = gaussNewton(observed, at, start);
    if (value === undefined || !family.plausible(value)) continue;
    const predicted = at(value);
    if (predicted && compare(observed, predicted).agrees) return family.make(rounded(family, value, observed, at));
  }
  return undefined;
}

type PredictionAt = (value: number) => Observation | undefined;

function gaussNewton(observed: Observation, at: PredictionAt, start: number): number | undefined {
  let value = start;
  let here = residual(observed, at, value);
  for (let iteration = 0; here && iteration < ITERATIONS; iteration++) {
    const h = 1e-4 * Math.max(1e-3, Math.abs(value));
    const beside = residual(observed, at, value + h);
    if (!beside) return undefined;
    let along = 0;
    let steepness = 0;
    for (let j = 0; j < here.length; j++) {
      const slope = (beside[j]! - here[j]!) / h;
      along += slope * here[j]!;
      steepness += slope * slope;
    }
    const explained = (along * along) / (steepness * squared(here)); // the share of the residual that a straight step takes away
    if (!(explained > HOPELESS)) return value;
    const step = along / steepness;
    const next = downhill(observed, at, value, step, here);
    if (!next) return value;
    const done = Math.abs(next.value - value) <= 1e-10 * Math.abs(value);
    ({ value, there: here } = next);
    if (done) return value;
  }
  return here && value;
}

/** The step, halved until the residual shrinks. */
function downhill(
  observed: Observation,
  at: PredictionAt,
  value: number,
  step: number,
  here: Float64Array,
): { value: number; there: Float64Array } | undefined {
  const before = squared(here);
  for (let halving = 0, length = step; halving < HALVINGS; halving++, length /= 2) {
    const there = residual(observed, at, value - length);
    if (there && squared(there) < before) return { value: value - length, there };
  }
  return undefined;
}

function squared(values: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j]! * values[j]!;
  return sum;
}

/** Predicted − observed; undefined where either is not finite. */
function residual(observed: Observation, at: PredictionAt, value: number): Float64Array | undefined {
  const predicted = at(value);
  if (!predicted) return undefined;
  const [p, o] = [predicted.values.data, observed.values.data];
  const r = new Float64Array(p.length);
  for (let j = 0; j < r.length; j++) {
    r[j] = p[j]! - o[j]!;
    if (!Number.isFinite(r[j])) return undefined;
  }
  return r;
}

/** What float32 may make of an estimate: the relative difference by which a rounder number may fit worse. */
const NOISE = 3e-7;

/** The number with the fewest digits, or one over a whole number, that fits as well as the estimate does. */
function rounded({ written, plausible }: Family, value: number, observed: Observation, at: PredictionAt): number {
  const { from, to } = written;
  const misfit = (candidate: number): number => {
    const predicted = at(candidate);
    return predicted ? compare(observed, predicted).relative : Infinity;
  };
  const exact = from(value);
  const allowed = 2 * misfit(value) + NOISE;
  const rounder = [1, 2, 3, 4, 5, 6].map((digits) => Number(exact.toPrecision(digits)));
  for (const round of [...rounder.slice(0, 3), 1 / Math.round(1 / exact), ...rounder.slice(3)]) {
    if (Math.abs(round / exact - 1) < 0.02 && plausible(to(round)) && misfit(to(round)) <= allowed) return to(round);
  }
  return value;
}
