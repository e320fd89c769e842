import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Output } from '../../src/model/model-spec.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { float } from '../../src/numbers/json-float.ts';
import { matrix } from '../../src/numbers/matrix.ts';
import { evaluateTest } from '../../src/run/metrics/evaluate.ts';

const rows = z.array(z.array(z.number()));
const measures = z.record(z.string(), float);
const bins = z.array(z.object({ count: z.number(), confidence: z.number(), share: z.number() }));
const output = z.custom<Output>();
const oracle = z
  .object({
    classes: z.array(z.object({ name: z.string(), output, Z: rows, y: z.array(z.number()), measures, calibration: bins })),
    labels: z.array(z.object({ name: z.string(), output, Z: rows, T: rows, measures, f1: z.array(float), aucs: z.array(float), calibration: bins })),
    values: z.array(z.object({ name: z.string(), P: rows, T: rows, measures })),
  })
  .parse(JSON.parse(readFileSync(new URL('metrics.json', import.meta.url), 'utf8'))); // of scikit-learn, by metrics.py

/** As near as numbers of another order of summing come. */
const near = (value: number): number => (Number.isNaN(value) ? value : (expect.closeTo(value, 12) as number));
const nearEach = <T extends object>(values: T): T => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, near(value as number)])) as T;
const of = (kind: Output) => taskOf({ inputs: 1, hidden: [], output: kind });

describe('as scikit-learn measures', () => {
  it.each(oracle.classes)('$name', ({ output, Z, y, measures, calibration }) => {
    const found = evaluateTest({ ...of(output), topK: 2 }, matrix(Z, 'float64'), { y: Uint32Array.from(y) });
    expect(found).toMatchObject(nearEach(measures));
    expect(found.loss).toBeCloseTo(measures['logLoss']!, 12);
    expect(found.calibration).toEqual(calibration.map(nearEach));
  });

  it.each(oracle.labels)('$name', ({ output, Z, T, measures, f1, aucs, calibration }) => {
    const found = evaluateTest({ ...of(output), labels: f1.map((_, k) => `label ${k}`) }, matrix(Z, 'float64'), { y: matrix(T) });
    expect(found).toMatchObject(nearEach(measures));
    expect(found.labels?.map((label) => label.f1)).toEqual(f1.map(near));
    expect(found.labels?.map((label) => label.auc)).toEqual(aucs.map(near));
    expect(found.calibration).toEqual(calibration.map(nearEach));
  });

  it.each(oracle.values)('$name', ({ P, T, measures }) => {
    const names = T[0]!.map((_, k) => `value ${k}`);
    const targets = { names, mean: names.map(() => 0), unit: names.map(() => 1) };
    const found = evaluateTest({ ...of({ kind: 'linear', outputs: names.length }), targets }, matrix(P, 'float64'), { y: matrix(T, 'float64') });
    expect(found).toMatchObject(nearEach(measures));
  });
});
