import type { ModelSpec } from '../../src/model/model-spec.ts';
import { type LayerWeights, tensorsOf } from '../../src/model/tensors.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { asStored, type StoredTensor, toSafetensors } from './safetensors.ts';

/** Where a run keeps the weights of its networks: beside its results.json. */
export const WEIGHTS_FILE = 'weights.safetensors';

/** How a number becomes what a network is given, or what it answers becomes a number: (x − mean)/unit, and back. */
export interface Scale {
  readonly mean: readonly number[];
  readonly unit: readonly number[];
}

/** What is needed to use trained networks elsewhere. */
export interface Trained {
  readonly model: ModelSpec;
  readonly features: Scale;
  readonly targets?: Scale; // of a regression
  readonly classes: readonly string[];
  readonly networks: ReadonlyMap<string, readonly LayerWeights[]>;
}

/** What a run trained, of the networks that ended with weights; undefined where none did. */
export function trainedOf({ model, features, targets, classes }: RunPlan, trainings: readonly Training[]): Trained | undefined {
  const networks = new Map(trainings.flatMap(({ history, weights }) => (weights ? [[history.network, weights] as const] : [])));
  if (networks.size === 0 || !features) return undefined;
  return { model, features, ...(targets && { targets: { mean: targets.mean, unit: targets.unit } }), classes, networks };
}

/** The file of what a run trained, in the order of its networks; undefined where none ended with weights. */
export function fileOfTrained(plan: RunPlan, networks: readonly string[], trainings: readonly Training[]): Uint8Array | undefined {
  const ordered = networks.flatMap((name) => trainings.find(({ history }) => history.network === name) ?? []);
  const trained = trainedOf(plan, ordered);
  return trained && trainedFile(trained);
}

/** As a file: tensors by network, 'scratch.W1' (in, out) and 'scratch.b1', and what else there is as metadata. */
export function trainedFile({ networks, ...rest }: Trained): Uint8Array {
  const tensors = new Map<string, StoredTensor>();
  for (const [network, weights] of networks) {
    for (const { label, name, values } of tensorsOf(weights)) tensors.set(`${network}.${label}`, asStored(values, name !== 'W'));
  }
  return toSafetensors({ tensors, metadata: { format: 'mlp-compare', networks: JSON.stringify([...networks.keys()]), trained: JSON.stringify(rest) } });
}
