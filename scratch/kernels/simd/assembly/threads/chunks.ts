import { activateChunk, activationGradientChunk, adamChunk, descendChunk, momentumChunk } from './passes';
import { productChunk, transposeChunk } from './products';
import { JOB } from './ticket';

export enum Task { PRODUCT, TRANSPOSE, DESCEND, MOMENTUM, ADAM, ACTIVATE, ACTIVATION_GRADIENT }

/** One chunk of the job, by thread k. Every number is computed as it would be alone, and in the same order; only who does it differs. */
export function carryOut(chunk: usize, k: usize): void {
  const task = load<Task>(JOB);
  if (task == Task.PRODUCT) return productChunk(chunk, k);
  if (task == Task.TRANSPOSE) return transposeChunk(chunk);
  if (task == Task.DESCEND) return descendChunk(chunk);
  if (sizeof<Real>() == 8) return activationGradientChunk(chunk); // all that there is beside in float64
  switch (task) {
    case Task.MOMENTUM: return momentumChunk(chunk);
    case Task.ADAM: return adamChunk(chunk);
    case Task.ACTIVATE: return activateChunk(chunk);
    default: return activationGradientChunk(chunk);
  }
}
