import type { LayerWeights } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/** tanh layers and a softmax over the last, the mean cross-entropy over the rows: loops alone, none of this program's formulas. */
export function lossByHand(weights: readonly (readonly number[])[], shapes: readonly [number, number][], X: Matrix, y: ArrayLike<number>): number {
  let total = 0;
  for (let r = 0; r < X.rows; r++) {
    let a = Array.from(X.data.subarray(r * X.cols, (r + 1) * X.cols));
    shapes.forEach(([, outputs], l) => {
      const [W, b] = [weights[2 * l]!, weights[2 * l + 1]!];
      const z = Array.from({ length: outputs }, (_, j) => b[j]! + a.reduce((sum, value, i) => sum + value * W[i * outputs + j]!, 0));
      a = l < shapes.length - 1 ? z.map(Math.tanh) : z;
    });
    total += Math.log(a.reduce((sum, z) => sum + Math.exp(z), 0)) - a[y[r]!]!;
  }
  return total / X.rows;
}

export function shapesOf(weights: readonly LayerWeights[]): [number, number][] {
  return weights.map(({ W }) => [W.rows, W.cols]);
}

/** ∂loss/∂w of every number by central differences. */
export function differences(numbers: readonly (readonly number[])[], loss: (numbers: readonly (readonly number[])[]) => number): number[][] {
  const h = 1e-5;
  return numbers.map((tensor, t) =>
    tensor.map((_, i) => {
      const moved = (by: number) => numbers.map((other, o) => (o === t ? other.map((value, j) => (j === i ? value + by : value)) : other));
      return (loss(moved(h)) - loss(moved(-h))) / (2 * h);
    }),
  );
}
