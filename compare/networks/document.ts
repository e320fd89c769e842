import { initialWeights } from '../../src/model/initialisers.ts';
import type { Backend } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import { stream } from '../../src/numbers/random.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { backendWith, NO_QUIRKS, planWith } from './quirks.ts';

/** The document's hand-written program, as it was written. */
export function asWritten(clean: Backend): Backend {
  return replacing(backendWith({ ...NO_QUIRKS, gradientMean: 'twice', lossValue: 'epsilon' }, clean), { name: 'document' });
}

/**
 * The plan that each network is trained on. All share one, except under --preset document: there every network but the
 * document's own has initial weights and an order other than its, as the document's PyTorch program had.
 */
export function plansFor({ preset, seed }: RunSpec, plan: RunPlan): (network: string) => RunPlan {
  if (preset !== 'document') return () => plan;
  const initial = initialWeights(plan.model, 'pytorch-default', stream(seed, 'initial'));
  const other = planWith({ ...NO_QUIRKS, order: 'independent' }, { ...plan, initial });
  return (network) => (network === 'document' ? plan : other);
}
