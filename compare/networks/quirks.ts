import { outputsOf } from '../../src/model/losses/batch.ts';
import type { Output } from '../../src/model/model-spec.ts';
import type { Backend, Network } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import { targetMatrix } from '../../src/model/target.ts';
import type { LayerWeights } from '../../src/model/tensors.ts';
import { copy, type Matrix } from '../../src/numbers/matrix.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';

/**
 * What a training can be made to do that the clean program does not; the first of each is what it does.
 *
 * - gradientMean: the gradient is divided by the rows of the batch once, or, by mistake, again in every layer.
 * - order: the order of the rows is the one that all networks share, or one of its own.
 * - lossValue: the loss that is shown is exact, or −log(p + 1e-15); what is learnt does not depend on it.
 *
 * This file is the only one that knows of them. A clean backend and a clean plan go in, and come out with the quirk.
 */
export const QUIRKS = {
  gradientMean: ['once', 'twice'],
  order: ['shared', 'independent'],
  lossValue: ['exact', 'epsilon'],
} as const;

export type Quirks = { readonly [Q in keyof typeof QUIRKS]: (typeof QUIRKS)[Q][number] };

export const NO_QUIRKS: Quirks = { gradientMean: 'once', order: 'shared', lossValue: 'exact' };

const EPSILON = 1e-15;

/** The plan, with an order of the rows that has nothing to do with the shared one where the quirks ask for it. */
export function planWith(quirks: Quirks, plan: RunPlan): RunPlan {
  return quirks.order === 'shared' ? plan : { ...plan, orderPurpose: 'order/independent' };
}

/** Networks of this kind, with the quirks. */
export function backendWith({ gradientMean, lossValue }: Quirks, backend: Backend): Backend {
  const told = [...(gradientMean === 'twice' ? ['gradient averaged twice'] : []), ...(lossValue === 'epsilon' ? [`loss shown as −log(p + ${EPSILON})`] : [])];
  if (told.length === 0) return backend;
  return replacing(backend, {
    description: [backend.description, ...told].join(', '),
    async create(model, training, initial) {
      const network = await backend.create(model, training, initial);
      const averaging = gradientMean === 'twice' ? averagedTwice(network) : network;
      return lossValue === 'epsilon' ? withEpsilon(averaging, model.output) : averaging;
    },
  });
}

/** W − η·(∂L/∂W)/B is W − (η/B)·∂L/∂W: a second mean over the batch's own rows is a learning rate divided by them. */
function averagedTwice(network: Network): Network {
  let rows = 1;
  return replacing(network, {
    step(X, y, learningRate) {
      rows = X.rows;
      return network.step(X, y, learningRate / rows);
    },
    ...(network.gradients && { gradients: async () => ((await network.gradients?.()) ?? []).map((layer) => dividedBy(rows, layer)) }),
  });
}

function dividedBy(rows: number, { W, b }: LayerWeights): LayerWeights {
  const divided = (M: Matrix): Matrix => ({ ...M, data: M.data.map((value) => value / rows) });
  return { W: divided(W), b: divided(b) };
}

/** The step as it is; the loss that it answers with is another. */
function withEpsilon(network: Network, output: Output): Network {
  return replacing(network, {
    async step(X, y, learningRate) {
      const batch = copy(X); // X may lie in the network's own room, where a prediction leaves nothing as it was
      const Z = await network.predict(batch); // before the update, as the loss of a step is
      const loss = await network.step(batch, y, learningRate);
      return output.kind === 'linear' || output.kind === 'tanh' ? loss : lossWithEpsilon(Z, targetMatrix(y, output), output);
    },
  });
}

/** −(1/B)·Σ log(p_y + 1e-15); of sigmoids −(1/B)·Σ log(p + 1e-15) where the target is 1, of 1 − p where it is 0.  Z, T (B, K). */
function lossWithEpsilon(Z: Matrix, T: Matrix, output: Output): number {
  let sum = 0;
  outputsOf(Z, output).data.forEach((p, i) => {
    if (T.data[i] === 1) sum -= Math.log(p + EPSILON);
    else if (output.kind !== 'softmax') sum -= Math.log(1 - p + EPSILON);
  });
  return sum / Z.rows;
}
