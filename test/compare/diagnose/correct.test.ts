import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../compare/show/words/diagnosis.ts';
import { scratchBackend } from '../../../scratch/backend.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';
import { stream } from '../../../src/numbers/random.ts';
import { tfjsBackend } from '../../../tfjs/backend.ts';
import { planted } from './planted-network.ts';

const VARIANTS = 200;

/** Any shape: 1 to 4 dense layers up to 32 wide, each with its own activation, down to one input or one unit. */
function randomModel(seed: number): { model: ModelSpec; batchSize: number } {
  const random = stream(seed, 'variant');
  const whole = (from: number, to: number) => Math.floor(random.uniform(from, to + 1));
  const activations = ['relu', 'tanh', 'sigmoid'] as const;
  const hidden = Array.from({ length: whole(0, 3) }, () => ({ units: whole(1, 32), activation: activations[whole(0, 2)]! }));
  const output = random.uniform(0, 1) < 0.5 ? { kind: 'softmax' as const, classes: whole(2, 10) } : { kind: 'sigmoid' as const, threshold: 0.5 };
  return { model: { inputs: whole(1, 32), hidden, output }, batchSize: whole(1, 70) };
}

describe('what is right is called right', () => {
  let backends: Backend[];

  beforeAll(async () => {
    backends = [
      planted([], true),
      planted([], false), // sample by sample, every sum rounded or none
      await scratchBackend({ dtype: 'float32', kernel: 'naive' }),
      await scratchBackend({ dtype: 'float32', kernel: 'blocked' }),
      await scratchBackend({ dtype: 'float32', kernel: 'auto' }), // WebAssembly, where there is any: other orders of summation
      await scratchBackend({ dtype: 'float64', kernel: 'naive' }),
      await scratchBackend({ dtype: 'float64', kernel: 'blocked' }),
    ];
  });

  it(`finds no mistake in ${VARIANTS} correct networks of random shapes, float types, orders of summation and seeds`, { timeout: 120_000 }, async () => {
    const alarms: string[] = [];
    for (let seed = 0; seed < VARIANTS; seed++) {
      const { model, batchSize } = randomModel(seed);
      const diagnosis = await diagnose(backends[seed % backends.length]!, model, { batchSize, seed });
      if (diagnosis.verdict !== 'correct') alarms.push(`seed ${seed}: ${toText(diagnosis)}`);
    }
    expect(alarms).toEqual([]);
  });

  it('tells float32 from float64, and how far apart', async () => {
    const single = await diagnose(planted([], true));
    const double = await diagnose(planted([], false));
    expect(single).toMatchObject({ verdict: 'correct', precision: 'float32' });
    expect(double).toMatchObject({ verdict: 'correct', precision: 'float64', notes: [] });
    const furthest = [single, double].map((diagnosis) => (diagnosis.verdict === 'correct' ? diagnosis.furthest.relative : NaN));
    expect(furthest[0]).toBeLessThan(1e-5);
    expect(furthest[0]).toBeGreaterThan(1e-9);
    expect(furthest[1]).toBeLessThan(1e-12);
  });

  it('says so where float64 is claimed and float32 is kept, and calls it no mistake', async () => {
    const diagnosis = await diagnose(planted([], true), undefined, { claims: 'float64' });
    expect(diagnosis.verdict).toBe('correct');
    expect(diagnosis.notes).toEqual([expect.stringContaining('float64 is claimed')]);
  });
});

describe.each(['wasm', 'cpu'] as const)('TensorFlow.js, %s', (runtime) => {
  let tfjs: Backend;
  beforeAll(async () => {
    tfjs = await tfjsBackend({ runtime });
  }, 60_000);

  it('has no mistake', { timeout: 60_000 }, async () => {
    for (let seed = 0; seed < 12; seed++) {
      const { model, batchSize } = randomModel(seed);
      const diagnosis = await diagnose(tfjs, model, { batchSize, seed });
      expect(diagnosis.verdict, toText(diagnosis)).toBe('correct');
    }
  });
});
