import { count } from '../fault.ts';
import { describeTraining } from '../model/describe-training.ts';
import { monitored } from './early-stopping.ts';
import type { RunPlan } from './run-plan.ts';

/** How a plan trains, where that is not as usual: 'SGD', 'adam (beta1 0.8), an update per row, early stopping …'. */
export function describePlan(plan: RunPlan): string {
  return [describeTraining(plan), ...updateWords(plan), ...stoppingWords(plan)].join(', ');
}

function updateWords({ batchSize, train }: RunPlan): string[] {
  if (batchSize === train.X.rows) return ['an update on the full batch'];
  return batchSize === 1 ? ['an update per row'] : [];
}

function stoppingWords({ earlyStopping, ...plan }: RunPlan): string[] {
  if (!earlyStopping) return [];
  const { patience, minDelta } = earlyStopping;
  const { label } = monitored(earlyStopping, plan);
  const better = minDelta > 0 ? ` by more than ${minDelta}` : '';
  return [`early stopping after ${count(patience, 'epoch')} without a better ${label.replace('V', 'v')}${better}`];
}
