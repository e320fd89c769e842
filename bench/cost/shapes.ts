import { layersOf, parameterCount } from '../../src/model/model-spec.ts';
import { madeModel, madeTask, type Task } from '../workloads.ts';

const INPUTS = [20, 100, 784, 3072];
const HIDDEN = [[16], [64, 64], [128, 128, 128], [256, 256], [512]];
const BATCHES = [32, 128];
const CLASSES = 10;
const ROWS = 512;

/** A network and its batch; what it is trained on is made where it is needed. */
export interface Shape extends Pick<Task, 'model' | 'batchSize'> {
  task(): Task;
}

/** 40 networks: from 20 → 16 → 10 to 3072 → 512 → 10. */
export const SHAPES: readonly Shape[] = INPUTS.flatMap((inputs) =>
  HIDDEN.flatMap((hidden) =>
    BATCHES.map((batchSize) => ({
      model: madeModel(inputs, hidden, CLASSES),
      batchSize,
      task: () => madeTask(inputs, hidden, CLASSES, batchSize, ROWS),
    })),
  ),
);

export function nameOf({ model, batchSize }: Pick<Task, 'model' | 'batchSize'>): string {
  return `${[model.inputs, ...layersOf(model).map(({ outputs }) => outputs)].join(' → ')}, batch ${batchSize}`;
}

/** What a step of training asks of a machine. */
export interface Amounts {
  readonly flops: number;
  readonly bytes: number;
  readonly calls: number;
}

/**
 * Counted, not measured.
 * - flops: of the products X·W and Xᵀ·dZ of every layer, dZ·Wᵀ of all but the first, two for each multiply-add.
 * - bytes: that pass between processor and cache beside the products' own tiles. The batch: gathered. A parameter: packed for both of its
 *   products (read and written), its gradient written, then read with it for the update, which writes it. A number of a layer's
 *   output: written, read by the layer above, and by the slope; its gradient written, sloped (read, written), packed (read, written), summed.
 * - calls: of a kernel. A layer has a product forward, two backward, a sum for b and two updates; a hidden one a slope; the first no dX.
 */
export function amountsOf({ model, batchSize: B }: Pick<Task, 'model' | 'batchSize'>): Amounts {
  const layers = layersOf(model);
  const outputs = layers.reduce((sum, layer) => sum + layer.outputs, 0);
  const multiplyAdds = B * layers.reduce((sum, layer, l) => sum + layer.inputs * layer.outputs * (l === 0 ? 2 : 3), 0);
  return {
    flops: 2 * multiplyAdds,
    bytes: Float32Array.BYTES_PER_ELEMENT * (2 * B * model.inputs + 8 * parameterCount(model) + 9 * B * outputs),
    calls: 7 * layers.length - 2,
  };
}
