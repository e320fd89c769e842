import type { Backend } from '../../src/model/network.ts';
import { tensorsOf } from '../../src/model/tensors.ts';
import type { Gap } from './observation.ts';
import type { Case } from './prediction.ts';
import { FEW } from './probe-plan.ts';

/** Above it numbers cannot have been computed in float64 throughout. */
const FLOAT64 = 1e-11;

/** The float type that numbers so near the right ones were computed in. */
export function precisionOf(gaps: readonly Gap[]): 'float32' | 'float64' {
  return gaps.every(({ relative }) => !(relative > FLOAT64)) ? 'float64' : 'float32';
}

/** One row cannot show what is done over the rows. */
export function batchNotes({ setting }: Case): string[] {
  return setting.batchSize > 1
    ? []
    : [`Batches are of one row; some probes are of more, up to ${FEW}, since one row shows nothing of what is done over the rows.`];
}

/** float32 where float64 is claimed is no mistake, but worth saying. */
export function floatTypeNotes(backend: Backend, { ordered, answers }: Case, gaps: readonly Gap[], claims: 'float32' | 'float64' | undefined): string[] {
  const weights = answers.get('everyday')!.after.flatMap((layers) => tensorsOf(layers).map(({ values }) => values.data));
  if (weights.length === 0) return [];
  const wide = weights.every((data) => data instanceof Float64Array);
  const claimed = claims ? claims === 'float64' : wide || backend.description.includes('float64');
  const logits = gaps.filter((gap, i) => ordered[i]!.quantity === 'logits' && gap.agrees);
  const relative = Math.max(0, ...logits.map((gap) => gap.relative));
  const rounded = weights.every((data) => data.every((w) => Math.fround(w) === w));
  if (!claimed || logits.length === 0 || (relative <= FLOAT64 && !rounded)) return [];
  const why = rounded
    ? 'the weights after a step are float32 numbers'
    : `logits are ${relative.toExponential(1)} from the reference, where float64 gives about 1e-15`;
  return [`float64 is claimed, but numbers are of float32 precision: ${why}. This is no mistake.`];
}
