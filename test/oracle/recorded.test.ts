import { describe, expect, it } from 'vitest';
import { recorded, type TraceFile, traceText } from '../../compare/record/trace.ts';
import { activationOf } from '../../src/model/activations/activations.ts';
import { layersOf } from '../../src/model/model-spec.ts';
import { gaps, labelled, traceOf, traces } from './trace.ts';

/** As in oracle.test.ts: far above ten steps' rounding in float64, far below any other formula. */
const EXACT = 1e-10;

describe.each(traces)('a training recorded, held against PyTorch: $name', (trace) => {
  const { name, task, learningRate, steps } = trace;
  const file = JSON.parse(traceText(recorded(name, task, steps[0]!.weights, steps, learningRate))) as TraceFile;

  it('reads back as loss, gradients, weights and state of every step', () => {
    traceOf(file).steps.forEach(({ after }, i) => {
      expect([...labelled(after).keys()]).toEqual([...labelled(steps[i]!.after).keys()]);
      for (const { label, gap, size } of gaps(after, steps[i]!.after)) expect(gap, `step ${i + 1}, ${label}`).toBeLessThanOrEqual(EXACT * size);
    });
  });

  it('has A that are the activation of N, or of Z where nothing is normalised, times the mask of dropout', () => {
    file.steps.forEach(({ A = [], Z = [], N = [], masks = [] }, s) => {
      task.model.hidden.forEach(({ activation }, l) => {
        const given = N[l] ?? Z[l]!;
        const mask = steps[s]!.masks?.[l];
        A[l]!.forEach((row, r) =>
          row.forEach((a, j) => void expect(a).toBeCloseTo(activationOf(activation).f(given[r]![j]!) * (mask ? mask.data[r * row.length + j]! : 1), 12)),
        );
        expect(masks[l] ?? undefined).toEqual(mask && A[l]!.map((row, r) => [...mask.data.subarray(r * row.length, (r + 1) * row.length)]));
      });
    });
  });

  const isPlain = !task.training.penalty; // a penalty's part of a gradient is no product
  if (isPlain)
    it("has the A and dZ whose products are PyTorch's gradients, and the Z that are A·W + b", () => {
      file.steps.forEach(({ X, A = [], Z = [], dZ = [] }, s) => {
        const inputs = [X, ...A];
        steps[s]!.after.gradients.forEach(({ W, b }, l) => {
          const before = steps[s]!.weights[l]!;
          Z[l]!.forEach((row, r) =>
            row.forEach((z, j) => void expect(z).toBeCloseTo(total(inputs[l]![r]!, (a, i) => a * before.W.data[i * W.cols + j]!) + before.b.data[j]!, 9)),
          );
          W.data.forEach((dW, k) => void expect(total(dZ[l]!, (row, r) => inputs[l]![r]![Math.floor(k / W.cols)]! * row[k % W.cols]!)).toBeCloseTo(dW, 9));
          if (layersOf(task.model)[l]!.bias !== false) b.data.forEach((db, j) => void expect(total(dZ[l]!, (row) => row[j]!)).toBeCloseTo(db, 9));
        });
      });
    });
});

function total<T>(all: readonly T[], of: (each: T, i: number) => number): number {
  return all.reduce((sum, each, i) => sum + of(each, i), 0);
}
