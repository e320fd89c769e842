import { layersOf } from '../../src/model/model-spec.ts';
import { type Task, usualTraining } from '../../src/model/training-spec.ts';

/** Whether the catalogue's search can be asked about this task: its probes are of plain descent on the cross-entropy of classes. */
export function isUsual({ model, training }: Task): boolean {
  if (model.output.kind !== 'softmax' && model.output.kind !== 'sigmoid') return false;
  const isPlain = layersOf(model).every(({ normalise, dropout, bias }) => !normalise && !dropout && bias !== false);
  return isPlain && JSON.stringify(training) === JSON.stringify(usualTraining(model));
}
