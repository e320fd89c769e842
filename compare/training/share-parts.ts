import type { Dataset } from '../../src/data/dataset.ts';
import type { Parts } from '../../src/run/run-plan.ts';

/** The same rows in shared memory, so that every worker reads them where they are instead of being sent a copy. */
export function shareParts({ train, validation, test }: Parts): Parts {
  return { train: shared(train), validation: shared(validation), test: shared(test) };
}

function shared(dataset: Dataset): Dataset {
  const { X, y } = dataset;
  const memory = new SharedArrayBuffer(X.data.byteLength);
  const data = X.data instanceof Float64Array ? new Float64Array(memory) : new Float32Array(memory);
  data.set(X.data);
  const labels = new Uint32Array(new SharedArrayBuffer(y.byteLength));
  labels.set(y);
  return { ...dataset, X: { ...X, data }, y: labels };
}
