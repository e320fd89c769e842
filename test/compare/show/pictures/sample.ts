import { toBase64 } from '../../../../compare/inside/quantise.ts';
import { consistentSchema } from '../../../../compare/results/consistency.ts';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { GRID_SIZE } from '../../../../src/run/grid.ts';

/** A name that would be markup wherever it was not escaped. */
export const HOSTILE = `<script>alert(1)</script>&"'`;

export interface SampleOptions {
  readonly epochs?: number;
  readonly names?: readonly string[];
  readonly steps?: number;
}

/** A comparison with everything in it that can be drawn; loss 1/epoch, accuracy 1 − 1/(epoch + 1). */
export function sampleComparison({ epochs = 5, names = ['scratch', HOSTILE], steps = 20 }: SampleOptions = {}): Comparison {
  const surface = toBase64(new Uint8Array(GRID_SIZE ** 2).fill(15));
  return consistentSchema.parse({
    version: 1,
    program: { version: '0.0.0', node: 'v20' },
    command: `npm run compare -- --data '${HOSTILE}'`,
    settings: { epochs, learningRate: 0.1, batchSize: 64, seed: 8, init: 'he-normal' },
    data: { name: HOSTILE, description: 'rows', classes: ['a', HOSTILE], rows: { train: 10, validation: 5, test: 4 }, features: 4 },
    model: { description: '4 → 2', parameters: 10 },
    plan: { stepsPerEpoch: 4, steps, lastBatchRows: 2 },
    networks: names.map((name, n) => ({
      name,
      description: 'by hand',
      epochs: Array.from({ length: epochs }, (_, e) => ({
        epoch: e + 1,
        trainLoss: 1 / (e + 1),
        trainAccuracy: 1 - 1 / (e + 2),
        validationLoss: 1.1 / (e + 1),
        validationAccuracy: 1 - 1.1 / (e + 2),
        trainSeconds: 0.1,
        evaluationSeconds: 0.1,
      })),
      stepLosses: { every: 1, losses: Array.from({ length: steps }, (_, s) => 1 / (s + 1) + n * 1e-7) },
      test: {
        loss: 0.5,
        accuracy: 0.5,
        predictions: [0, 1, n % 2, 1],
        confusion: [
          [1, 1],
          [1, 1],
        ],
      },
    })),
    parity: names.slice(1).map((other) => ({ baseline: names[0], other, verdict: 'agree', checks: [1, steps].map(check), freeRunning: freeRunning(steps) })),
    warnings: [`${HOSTILE} is odd`],
    inside: {
      image: { rows: 2, cols: 2 },
      networks: names.map((name) => ({
        name,
        layers: [{ units: 2, activation: 'relu', silent: 0.5, dead: 1, from: 0, to: 2, counts: [1, 2, 1] }],
        firstLayer: { units: 2, largest: 0.5, weights: toBase64(Uint8Array.from([0, 255, 128, 64, 1, 2, 3, 4])) },
        firstInputs: [
          {
            unit: 2,
            norm: 3,
            top: [
              { feature: HOSTILE, weight: -2.5 },
              { feature: 'y', weight: 0.5 },
            ],
          },
        ],
        course: courseOf(epochs),
        surface,
      })),
      landscapes: [{}, { network: names[0] }].map((of) => ({ ...of, ...landscape(epochs) })),
      misclassified: { total: 30, rows: [{ row: 2, label: 1, pixels: toBase64(Uint8Array.from([0, 255, 255, 0])) }] },
      plane: {
        size: GRID_SIZE,
        x: { feature: HOSTILE, from: -1, to: 1 },
        y: { feature: 'y', from: 0, to: 2 },
        points: [
          [0, 1, 0],
          [0.5, 1.5, 1],
          [9, 9, 1],
        ],
      },
    },
    sweep: {
      activation: 'relu',
      widths: [1, 2, 4].map((width) => ({
        width,
        parameters: 3 * width,
        networks: names.map((name) => ({ name, trainAccuracy: 0.6, test: { loss: 0.5, accuracy: 0.5 + width / 10 }, surface })),
      })),
    },
  });
}

/** Two layers, the first of two ReLU units, of which one dies in the second epoch that is looked at. */
function courseOf(epochs: number) {
  const looked = [...new Set([1, Math.ceil(epochs / 2), epochs])].filter((epoch) => epoch >= 1 && epoch <= epochs);
  const bins = (from: number, to: number, counts: number[]) => ({ from, to, counts, zeros: 1 });
  return {
    rows: 5,
    epochs: looked.map((epoch, e) => ({ epoch, step: 4 * epoch, updates: [1e-3 / (e + 1), 2e-3], dead: [{ layer: 1, units: 2, dead: Math.min(e, 1) }] })),
    histograms: looked.flatMap((epoch, e) =>
      [1, 2].map((layer) => ({ epoch, layer, weights: bins(-1, 1, [1, 2 + e, 4]), gradients: bins(-5, -1, [3, 3 - e, 1]) })),
    ),
  };
}

/** L = (t − 0.2)² + s²/4 over t from −0.1 to 0.5. */
function landscape(epochs: number) {
  const along = (points: number) => Array.from({ length: points }, (_, i) => -0.1 + (0.6 * i) / (points - 1));
  const loss = (t: number, s: number) => (t - 0.2) ** 2 + s ** 2 / 4;
  return {
    epoch: epochs,
    step: 4 * epochs,
    rows: 4,
    learningRate: 0.1,
    gradient: 2,
    reach: 0.5,
    line: along(13).map((t) => loss(t, 0)),
    plane: Array.from({ length: 7 }, (_, i) => along(13).map((t) => loss(t, -0.3 + 0.1 * i))),
  };
}

function check(step: number): Comparison['parity'][number]['checks'][number] {
  const tensor = { name: 'W1', relativeL2: 2e-7, relativeMax: 2e-7, floor: 1e-7 };
  return {
    step,
    epoch: 1,
    rows: 64,
    losses: [1, 1],
    lossDifference: 1e-8,
    lossFloor: 1e-8,
    update: [tensor],
    gradient: [tensor],
    fromReference: [1e-7, 1e-7],
    verdict: 'agree',
  };
}

function freeRunning(steps: number): Comparison['parity'][number]['freeRunning'] {
  return {
    drift: [1, 2, steps].map((step) => ({ step, weights: 1e-8 * (step - 1), envelope: 1.3e-7 * Math.sqrt(step - 1) })),
    partedAt: 12,
    flip: { step: 12, epoch: 3, layer: 1, unit: 5, row: 7, z: -3e-8 },
  };
}
