import type { Settings } from './configuration.ts';

/** The document that began this, as data: its two programs as settings of this one. */
const DOCUMENT_PROGRAM: Settings = { gradientMean: 'twice', init: 'he-normal', order: 'shared', dtype: 'float64' };
const FRAMEWORK_PROGRAM: Settings = { gradientMean: 'once', init: 'pytorch-default', order: 'independent', dtype: 'float32' };

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
