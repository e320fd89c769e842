import { type Task, usualTraining } from '../../src/model/training-spec.ts';

/** Whether a diagnosis knows mistakes in this task: it knows plain descent on the cross-entropy of classes. */
export function isDiagnosed({ model, training }: Task): boolean {
  if (model.output.kind !== 'softmax' && model.output.kind !== 'sigmoid') return false;
  const isPlain = model.hidden.every(({ normalise, dropout, bias }) => !normalise && !dropout && bias !== false);
  return isPlain && JSON.stringify(training) === JSON.stringify(usualTraining(model));
}
