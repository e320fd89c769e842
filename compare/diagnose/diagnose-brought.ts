import type { Backend, FoundNetwork } from '../../src/model/network.ts';
import { taskOf } from '../../src/model/training-spec.ts';
import { asFound, declaredIn, type Given } from '../networks/as-found.ts';
import { foundIn } from '../networks/found.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type ProbedArguments, probed, trainingSaid } from './probed.ts';

/** A diagnosis, and, where the network was found in a file, how, and what should be known of that. */
export interface Brought {
  readonly diagnosis: Diagnosis;
  readonly found: FoundNetwork | undefined;
  readonly warned: readonly string[];
}

/**
 * Diagnoses a network that a reader brings in the model that the options say and, where they say nothing, its own file.
 * @param given names of the options that were written: what a file has goes before the defaults of the others
 * @throws Fault where an option is wrong, and as diagnose does
 */
export async function diagnoseBrought(
  backend: Backend,
  options: ProbedArguments,
  given: Given,
  onDoing: (what: string) => void = () => {},
  signal?: AbortSignal,
): Promise<Brought> {
  const { spec, model: asked } = probed(options);
  const { found } = backend;
  const model = found ? asFound(asked, found, given) : asked;
  const training = trainingSaid(found ? probed({ ...declaredIn(found), ...options }).spec : spec, model);
  const warned = found ? foundIn(backend.name, found, taskOf(model, training)) : [];
  const { batchSize, learningRate, seed } = spec;
  const diagnosis = await diagnose(backend, model, { training, batchSize, learningRate, seed, onDoing, signal });
  return { diagnosis, found, warned };
}
