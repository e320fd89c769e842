import { forward } from '../../../scratch/plain.ts';
import { outputsOf } from '../../../src/model/losses/batch.ts';
import { layersOf, logitsWidth, type ModelSpec } from '../../../src/model/model-spec.ts';
import type { Target } from '../../../src/model/target.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { copy, type Matrix } from '../../../src/numbers/matrix.ts';
import type { HandWrittenGradientNetwork, HandWrittenNetwork, NetworkMaker } from '../define-network.ts';
import { NotThis } from './calling.ts';
import { ownWeights, theirRows, theirTargets, theirWeights } from './conventions.ts';
import { type Answered, outputIn, ownGradients, type Session } from './reading.ts';
import { numbersIn } from './values.ts';

/** Makes networks of what was read off, behind the methods that every network has. */
export function makerOf({ session, convention, gives, isGradientOnly }: Answered): NetworkMaker<Target> {
  return (model, initial) => {
    const K = logitsWidth(model.output);
    const begun = session.start([model.inputs, ...layersOf(model).map(({ outputs }) => outputs)], convention.samples === 'one at a time');
    const set = (weights: readonly LayerWeights[]) =>
      begun.owner.set(
        theirWeights(
          convention,
          weights.map(({ W, b }) => ({ W: copy(W, 'float64'), b: copy(b, 'float64') })),
        ),
      );
    set(initial);
    const weights = () => {
      const own = ownWeights(convention, begun.owner.get(), initial);
      if (!own) throw new NotThis('its weights have lost their shapes');
      return own;
    };
    const stepped = (X: Matrix, y: Target, rate: number) => begun.step(theirRows(convention, X), theirTargets(convention, y, K), rate, X.rows);
    const common = { weights, setWeights: set, predict: (X: Matrix) => logitsOf(begun, X, { convention, gives, K, model, weights }) };
    if (!isGradientOnly) return { ...common, step: (X, y, rate) => stepped(X, y, rate).loss } satisfies HandWrittenNetwork<Target>;
    const lossAndGradients: HandWrittenGradientNetwork<Target>['lossAndGradients'] = (X, y) => {
      const { loss, gradients } = stepped(X, y, 0);
      return { loss, gradients: ownGradients(convention, gradients ?? [], initial) };
    };
    return { ...common, lossAndGradients };
  };
}

interface Reading extends Pick<Answered, 'convention' | 'gives'> {
  readonly K: number;
  readonly model: ModelSpec;
  readonly weights: () => LayerWeights[];
}

/** The logits of rows. Probabilities do not tell all of them: as far as a right network's have these, they are taken. */
function logitsOf(session: Session, X: Matrix, { convention, gives, K, model, weights }: Reading): Matrix {
  const result = session.forward(theirRows(convention, X));
  const P = outputIn(result, convention, X.rows, K);
  if (!P) throw new NotThis(`its forward pass gives no outputs (${X.rows}, ${K})`);
  if (gives !== 'probabilities') return P;
  const near = (Z: Matrix, r: number) => {
    const row = outputsOf({ rows: 1, cols: K, data: Z.data.slice(r * K, (r + 1) * K) }, model.output).data;
    return row.every((p, k) => Math.abs(p - P.data[r * K + k]!) <= 1e-9 + 1e-6 * Math.abs(p));
  };
  const every = (Z: Matrix) => Array.from({ length: X.rows }, (_, r) => r).every((r) => near(Z, r));
  const kept = numbersIn(result).map(({ numbers }) => outputIn(numbers, convention, X.rows, K)).find((Z) => Z !== undefined && Z.data.join() !== P.data.join() && every(Z)); // biome-ignore format: one chain
  if (kept) return kept;
  const right = forward(taskOf(model), weights(), copy(X, 'float64')).Z.at(-1)!;
  const logits = map(P, (p) => (model.output.kind === 'softmax' ? Math.log(p) : Math.log(p) - Math.log1p(-p)));
  const shift = (r: number) => (model.output.kind === 'softmax' ? meanOfRow(right, r) - meanOfRow(logits, r) : 0); // softmax leaves one number of each row open
  return map(logits, (z, i) => (near(right, Math.floor(i / K)) ? right.data[i]! : z + shift(Math.floor(i / K))));
}

function meanOfRow({ cols, data }: Matrix, r: number): number {
  return Array.from(data.subarray(r * cols, (r + 1) * cols)).reduce((sum, v) => sum + v, 0) / cols;
}
