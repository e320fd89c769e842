import { type RunPlan, stepsPerEpoch, totalSteps } from '../../src/run/run-plan.ts';

/** How many re-anchored checks are spread over the whole training, besides those at its beginning. */
const SPREAD = 12;

/** The steps (1, 2, …) at which networks are re-anchored: the first three, the first short batch, and a spread to the last. */
export function checkSteps(plan: RunPlan): number[] {
  const total = totalSteps(plan);
  const perEpoch = stepsPerEpoch(plan);
  const hasShortBatch = plan.train.X.rows % plan.batchSize !== 0;
  const spread = Array.from({ length: SPREAD }, (_, i) => Math.round(((i + 1) * total) / SPREAD));
  const steps = [1, 2, 3, ...(hasShortBatch ? [perEpoch] : []), ...spread];
  const { accumulate = 1 } = plan.training;
  const updates = accumulate === 1 ? [] : steps.map((step) => Math.ceil(step / accumulate) * accumulate); // those between change nothing
  return [...new Set([...steps, ...updates])].filter((step) => step >= 1 && step <= total).sort((a, b) => a - b);
}
