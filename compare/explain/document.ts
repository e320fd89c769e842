import type { RunSpec } from '../../src/run/config.ts';
import type { Backend } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import { stream } from '../../src/numbers/random.ts';
import type { RunPlan } from '../../src/run/run-plan.ts';
import { initialWeights } from '../../src/model/weights.ts';
import type { Settings } from './configuration.ts';
import { backendWith, NO_QUIRKS, planWith } from '../networks/quirks.ts';

/** The document that began this, as data: its two programs as settings of this one. */
export const DOCUMENT_PROGRAM: Settings = { gradientMean: 'twice', init: 'he-normal', order: 'shared', dtype: 'float64' };
export const FRAMEWORK_PROGRAM: Settings = { gradientMean: 'once', init: 'pytorch-default', order: 'independent', dtype: 'float32' };

/** Configurations that --from and --to know by name. */
export const NAMED: Readonly<Record<string, { readonly title: string; readonly settings: Settings }>> = {
  document: { title: "the document's program", settings: DOCUMENT_PROGRAM },
  framework: { title: "the framework's settings", settings: FRAMEWORK_PROGRAM },
  defaults: { title: "this program's defaults", settings: {} },
};

/** A training beside the combinations, that tests what they say. */
export interface Reference {
  readonly id: string;
  readonly title: string;
  readonly settings: Settings;
}

const LEARNING_RATE = 0.1;
const BATCH_SIZE = 64;

/** The framework itself, not the hand-written network at its settings; and the framework given the mistake's learning rate. */
export const DOCUMENT_REFERENCES: readonly Reference[] = [
  {
    id: 'framework',
    title: "TensorFlow.js, PyTorch's default initialisation, an order of its own",
    settings: { networks: ['tfjs'], init: 'pytorch-default', order: 'independent', learningRate: LEARNING_RATE },
  },
  {
    id: 'converse',
    title: `TensorFlow.js at learning rate ${LEARNING_RATE}/${BATCH_SIZE}, the document's initialisation and order`,
    settings: { networks: ['tfjs'], init: 'he-normal', order: 'shared', learningRate: LEARNING_RATE / BATCH_SIZE },
  },
];

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
