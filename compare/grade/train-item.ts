import { Fault } from '../../src/fault.ts';
import type { ModelSpec } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { loadData } from '../../src/run/load-data.ts';
import type { LoadedData } from '../../src/run/loaded.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { train } from '../training/train.ts';
import type { Rubric } from './rubric.ts';

/** What came of the training that a rubric asks for. */
export interface Trained {
  readonly state: 'reached' | 'missed' | 'diverged' | 'too slow' | 'not asked';
  readonly says: string;
}

const UNITS = 8; // of each hidden layer: few, so that a slow network is done in time
const BATCH = 16;

/** The rows that a rubric's training is on. @throws Fault where they cannot be read */
export function trainingRows({ trains: { data } }: Pick<Rubric, 'trains'>): Promise<LoadedData> {
  return loadData(parseRunSpec({ data }, () => 'rubric: trains.data'));
}

/** The training, the same for all networks of that model: the same rows, weights and order. @throws Fault where its data does not go with the model */
export function trainingPlan(
  { parts }: LoadedData,
  { trains: { epochs, rate }, model: { inputs: _, classes: __, ...settings } }: Rubric,
  { hidden }: ModelSpec,
): RunPlan {
  const layers = hidden.length === 0 ? { hidden: [] } : { hidden: hidden.map(() => UNITS), activation: hidden.map(({ activation }) => activation) };
  const spec = parseRunSpec({ ...settings, ...layers, epochs, learningRate: rate, batchSize: BATCH }, (option) => `rubric: ${option}`);
  return makePlan(spec, parts).plan;
}

/** Whether the network trains to the accuracy that is asked for, within its time. */
export async function trainedBy(backend: Backend, plan: RunPlan, { accuracy: wanted, seconds, data }: Rubric['trains']): Promise<Trained> {
  const widths = backend.found?.model.widths;
  if (widths && widths[0] !== plan.model.inputs) return { state: 'not asked', says: `the file says its own widths, so that it was not trained on ${data}` };
  const ends = performance.now() + seconds * 1000;
  try {
    const { history, test } = await train(plan, backend, {
      isMeasured: (epoch) => epoch === plan.epochs,
      onStep() {
        if (performance.now() > ends) throw new Overtime();
      },
    });
    if (history.state === 'diverged') return { state: 'diverged', says: `the training on ${data} diverged in epoch ${history.epoch}` };
    const accuracy = test?.accuracy ?? 0;
    const says = `${(100 * accuracy).toFixed(1)} % of the test rows of ${data} after ${plan.epochs} epochs; ${(100 * wanted).toFixed(1)} % are asked for`;
    return { state: accuracy >= wanted ? 'reached' : 'missed', says };
  } catch (error) {
    if (error instanceof Overtime) return { state: 'too slow', says: `the training on ${data} took longer than ${seconds} s` };
    if (error instanceof Fault) return { state: 'missed', says: `the training on ${data} ended: ${error.message}` };
    throw error;
  }
}

class Overtime extends Error {}
