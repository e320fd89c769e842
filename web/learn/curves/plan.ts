import { modelOf } from '../../../compare/diagnose/catalogue/pages/example.ts';
import type { Example } from '../../../compare/diagnose/catalogue/pages/page.ts';
import { TRAINING } from '../../../compare/diagnose/catalogue/pages/told.ts';
import { initialWeights } from '../../../src/model/initialisers/initialisers.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { zeros } from '../../../src/numbers/matrix.ts';
import { stream } from '../../../src/numbers/random.ts';
import type { LabelledSamples } from '../../../src/run/batches.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';

const EPOCHS = 80;
const SEED = 1;

/** What differs from the training that a mistake's page speaks of. */
export interface Otherwise {
  readonly rows?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly epochs?: number;
}

/** The training that a page speaks of, on a small set: two full batches and a short one in each epoch. */
export function planOf(
  example: Example | undefined,
  { rows = 2 * TRAINING.batchSize + TRAINING.shortRows, batchSize = TRAINING.batchSize, learningRate = TRAINING.learningRate, epochs = EPOCHS }: Otherwise = {},
): RunPlan {
  const model = modelOf(example);
  const classes = model.output.kind === 'softmax' ? model.output.classes : 2;
  return {
    ...taskOf(model),
    classes: Array.from({ length: classes }, (_, k) => String(k)),
    train: samples(rows, model, classes, 'train'),
    validation: samples(300, model, classes, 'validation'),
    test: samples(1, model, classes, 'test'),
    initial: initialWeights(model, 'he-normal', stream(SEED, 'initial')),
    batchSize,
    learningRate,
    epochs,
    seed: SEED,
  };
}

/** Rows around a centre for each class, near enough to each other that not every row can be told right. */
function samples(rows: number, { inputs }: ModelSpec, classes: number, purpose: string): LabelledSamples {
  const random = stream(SEED, purpose);
  const y = Uint32Array.from({ length: rows }, (_, r) => r % classes);
  const X = zeros(rows, inputs);
  const centre = (k: number, i: number) => 1.6 * Math.cos(2 * Math.PI * ((k * (i + 1)) / classes + i / inputs));
  for (let i = 0; i < X.data.length; i++) X.data[i] = centre(y[Math.floor(i / inputs)] ?? 0, i % inputs) + random.normal();
  return { X, y };
}
