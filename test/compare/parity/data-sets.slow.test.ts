import { describe, expect, it } from 'vitest';
import { checkParity } from '../../../compare/parity/parity.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';
import { makePlan } from '../../../src/run/make-plan.ts';
import { tfjsBackend } from '../../../tfjs/backend.ts';
import { runtimeUnderTest } from '../../tfjs/runtime-under-test.ts';
import { correct, trained } from './networks.ts';

const tfjs = await tfjsBackend({ runtime: runtimeUnderTest() });

/** Few steps, because TensorFlow.js on plain JavaScript takes them too. */
const RUNS: Readonly<Record<string, Record<string, unknown>>> = {
  'mnist-parity': { trainRows: 1000, epochs: 1 },
  digits: { epochs: 2 },
  'breast-cancer': { epochs: 10, output: 'sigmoid', activation: 'tanh' },
  penguins: { epochs: 20, batchSize: 16 },
};

describe(`TensorFlow.js, ${tfjs.description}`, () => {
  it.each(Object.entries(RUNS))('takes the same steps on %s as each kernel of the hand-written network', async (data, options) => {
    const spec = parseRunSpec({ data, ...options }, (option) => option);
    const { plan } = makePlan(spec, (await loadData(spec)).parts);
    const baseline = await trained(plan, tfjs);
    const verdicts: Record<string, string> = {};
    for (const kernel of ['simd', 'blocked', 'naive'] as const) {
      const other = await trained(plan, await correct(kernel, kernel));
      verdicts[kernel] = (await checkParity(plan, baseline, other)).verdict;
    }
    expect(verdicts).toEqual({ simd: 'agree', blocked: 'agree', naive: 'agree' });
  });
});
