import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../compare/jobs/json.ts';
import { runJob } from '../../../compare/jobs/run-job.ts';
import type { Training } from '../../../compare/training/train.ts';
import { tinyData, tinyJob } from './tiny-job.ts';

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0));
const anyMatrix = fc
  .record({ rows: fc.nat(4), cols: fc.nat(4), wide: fc.boolean() })
  .chain(({ rows, cols, wide }) =>
    fc
      .uint8Array({ minLength: rows * cols * 8, maxLength: rows * cols * 8 })
      .map(({ buffer }) => ({ rows, cols, data: wide ? new Float64Array(buffer) : new Float32Array(buffer, 0, rows * cols) })),
  );
const anyWeights = fc.array(fc.record({ W: anyMatrix, b: anyMatrix }), { maxLength: 3 });
const anyState = fc.record(
  {
    steps: fc.nat(),
    tensors: fc.dictionary(fc.string(), anyWeights),
    running: fc.array(fc.option(fc.record({ mean: anyMatrix, variance: anyMatrix }), { nil: undefined }), { maxLength: 3 }),
  },
  { requiredKeys: ['steps', 'tensors'] },
);
const anySnapshot = fc.record({ weights: anyWeights, state: anyState }, { requiredKeys: ['weights'] });
const trained = {
  network: fc.string({ unit: 'binary' }),
  description: fc.string(),
  epochs: fc.array(
    fc.record({
      epoch: fc.nat(),
      trainLoss: anyNumber,
      trainAccuracy: anyNumber,
      validationLoss: anyNumber,
      validationAccuracy: anyNumber,
      trainSeconds: anyNumber,
      evaluationSeconds: anyNumber,
    }),
    { maxLength: 3 },
  ),
  stepLosses: fc.array(anyNumber),
};
const anyOutcome: fc.Arbitrary<Training> = fc.record(
  {
    history: fc.oneof(
      fc.record({ state: fc.constant('completed' as const), ...trained }),
      fc.record({ state: fc.constant('diverged' as const), epoch: fc.nat(), step: fc.nat(), loss: anyNumber, ...trained }),
    ),
    test: fc.record({ loss: anyNumber, accuracy: anyNumber, predictions: fc.uint32Array() }),
    weights: anyWeights,
    surface: anyMatrix,
    snapshots: fc.array(fc.tuple(fc.nat(), anySnapshot), { maxLength: 3 }).map((entries) => new Map(entries)),
  },
  { requiredKeys: ['history', 'snapshots'] },
);

/** Every typed array as its kind and bytes: a comparison by numbers takes one NaN for another. */
function bytesIn(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [value.constructor.name, ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)];
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, bytesIn(inner)]));
  if (Array.isArray(value)) return value.map(bytesIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bytesIn(inner)]));
}

describe('an outcome as JSON', () => {
  it('comes back to the last bit, whatever it holds', () => {
    const comesBack = (outcome: Training) => void expect(bytesIn(decode(encode(outcome)))).toStrictEqual(bytesIn(outcome));
    fc.assert(fc.property(anyOutcome, comesBack));
  });

  it('that a training had does, one that diverged too', async () => {
    for (const learningRate of [0.1, 1e30]) {
      const outcome = await runJob(tinyJob({ learningRate }, { asked: { snapshots: [1, 2], epochs: 'every' } }), tinyData);
      expect(decode(encode(outcome))).toStrictEqual(outcome);
    }
  });
});
