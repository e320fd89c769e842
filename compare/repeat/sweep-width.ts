import { parameterCount } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { makePlan, type Parts, type RunPlan } from '../../src/run/run-plan.ts';
import { packSurface } from '../inside/surface.ts';
import { train } from '../training/train.ts';
import type { Sweep, SweptWidth } from './sweep-schema.ts';

/** Every width twice the one before: one unit bends the boundary once, sixty-four bend it as the data wants. */
export const WIDTHS = [1, 2, 4, 8, 16, 32, 64] as const;

/**
 * Trains every network at each width of ONE hidden layer, all else as in the run: universal approximation at work. Each
 * width has its own initial weights from the run's seed; rows, order and split are those of the run.
 */
export async function sweepWidth(spec: RunSpec, parts: Parts, backends: readonly Backend[], onTrained?: (soFar: Sweep) => void): Promise<Sweep> {
  const activation = spec.activation[0] ?? 'relu';
  const widths: SweptWidth[] = [];
  for (const width of WIDTHS) {
    const { plan } = makePlan({ ...spec, hidden: [width], activation: [activation] }, parts);
    const networks: SweptWidth['networks'] = [];
    for (const backend of backends) networks.push(await trainOne(plan, backend)); // in turn: a worker costs more than so small a network
    widths.push({ width, parameters: parameterCount(plan.model), networks });
    onTrained?.({ activation, widths: [...widths] });
  }
  return { activation, widths };
}

async function trainOne(plan: RunPlan, backend: Backend): Promise<SweptWidth['networks'][number]> {
  const { history, test, surface } = await train(plan, backend, { isMeasured: (epoch) => epoch === plan.epochs });
  const trainAccuracy = history.epochs.at(-1)?.trainAccuracy;
  return {
    name: backend.name,
    ...(trainAccuracy !== undefined && { trainAccuracy }),
    ...(test && { test: { loss: test.loss, accuracy: test.accuracy } }),
    ...(surface && { surface: packSurface(surface, plan.model.output) }),
  };
}
