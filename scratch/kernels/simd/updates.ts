import type { Hyper, OptimiserSpec } from '../../../src/model/optimisers/optimisers.ts';
import { updateByRecord } from '../by-record.ts';
import type { Pace, Update, Updated } from '../kernels.ts';
import { address, bytes, type Exports, type MomentArguments, type PaceArguments } from './exports.ts';

/** An optimiser's update, four numbers to an instruction where there is one. */
export function simdUpdate(wasm: Exports, optimiser: OptimiserSpec['name']): Update {
  return updates(wasm)[optimiser] ?? updateByRecord(optimiser);
}

function updates(wasm: Exports): { readonly [name in OptimiserSpec['name']]?: Update } {
  const momentum = (all: Updated, pace: Pace, share: number, ahead: 0 | 1) =>
    wasm.momentum(...given(all), kept(all, 'v'), ...paceOf(all, pace), pace.hyper['momentum']!, share, ahead);
  const adam = (all: Updated, pace: Pace, rate: number, ε: number) =>
    wasm.adam(...given(all), kept(all, 'm'), kept(all, 'v'), ...paceOf(all, pace), ...momentsOf(pace.hyper), rate, ε);
  return {
    // written out: a list spread over six small tensors takes a tenth of a small network's step
    sgd: ({ values, gradient }, { learningRate, decay, l1, l2 }) =>
      wasm.descend(values.data.byteOffset, gradient.data.byteOffset, values.data.byteLength, learningRate, decay, l1, l2),
    momentum: (all, pace) => momentum(all, pace, 1 - pace.hyper['dampening']!, 0),
    nesterov: (all, pace) => momentum(all, pace, 1, 1),
    // m̂/(√v̂ + ε) = √c₂/c₁·m/(√v + √c₂·ε): one root and one division a number
    adam(all, pace) {
      const { c1, c2, epsilon } = pace.hyper;
      adam(all, pace, Math.sqrt(c2!) / c1!, Math.sqrt(c2!) * epsilon!);
    },
    'adam-hat': (all, pace) => adam(all, pace, pace.hyper['rate']!, pace.hyper['epsilon']!),
  };
}

function given({ values, gradient }: Updated): [P: number, G: number] {
  return [address(values), address(gradient)];
}

function kept({ remembered }: Updated, name: string): number {
  return address(remembered[name]!);
}

function paceOf({ values }: Updated, { learningRate, decay, l1, l2 }: Pace): PaceArguments {
  return [bytes(values), learningRate, decay, l1, l2];
}

/** The shares 1 − β in float64, before they are rounded. */
function momentsOf({ beta1, beta2 }: Hyper): MomentArguments {
  return [beta1!, 1 - beta1!, beta2!, 1 - beta2!];
}
