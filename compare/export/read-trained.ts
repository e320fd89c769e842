import { Fault } from '../../src/fault.ts';
import { logitsWidth } from '../../src/model/model-spec.ts';
import { checkWeights, type LayerWeights, TENSOR_NAMES } from '../../src/model/tensors.ts';
import { ShapeError } from '../../src/numbers/matrix.ts';
import { fromSafetensors, type StoredTensor } from './safetensors.ts';
import type { Scale, Trained } from './trained.ts';
import { namesSchema, toldSchema } from './trained-schema.ts';

/** @throws Fault if the file does not hold networks of a run, each with all the weights of its model */
export function readTrained(bytes: Uint8Array, path: string): Trained {
  const { tensors, metadata } = fromSafetensors(bytes, path);
  if (metadata['format'] !== 'mlp-compare') throw new Fault(`${path} was not written by a run of this program.`);
  try {
    const told = toldSchema.parse(JSON.parse(metadata['trained'] ?? ''));
    const names = namesSchema.parse(JSON.parse(metadata['networks'] ?? ''));
    checkScales(told);
    const networks = new Map(names.map((network) => [network, weightsOf(network, tensors)]));
    for (const weights of networks.values()) checkWeights(told.model, weights);
    return { ...told, networks };
  } catch (error) {
    throw new Fault(`${path}: ${error instanceof ShapeError ? error.message : 'what it says of its networks cannot be read. Was it damaged?'}`);
  }
}

function checkScales({ model, features, targets }: Omit<Trained, 'networks'>): void {
  const check = (what: string, { mean, unit }: Scale, expected: number) => {
    if (mean.length !== expected || unit.length !== expected)
      throw new ShapeError(`The scale of ${what} must be ${expected} means and units, got ${mean.length} and ${unit.length}.`);
  };
  check('features', features, model.inputs);
  if (targets) check('targets', targets, logitsWidth(model.output));
}

function weightsOf(network: string, tensors: ReadonlyMap<string, StoredTensor>): LayerWeights[] {
  const layers: LayerWeights[] = [];
  for (let l = 1; tensors.has(`${network}.W${l}`); l++) {
    const held = TENSOR_NAMES.flatMap((name) => {
      const tensor = tensors.get(`${network}.${name}${l}`);
      if (!tensor) return [];
      const [rows, cols] = tensor.shape.length === 1 ? [1, tensor.shape[0]!] : [tensor.shape[0]!, tensor.shape[1]!];
      return [[name, { rows, cols, data: tensor.data }]];
    });
    if (!tensors.has(`${network}.b${l}`)) throw new ShapeError(`${network} has W${l}, and no b${l}.`);
    layers.push(Object.fromEntries(held) as unknown as LayerWeights);
  }
  return layers;
}
