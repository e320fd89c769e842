import { basename } from 'node:path';

export const PRESETS = ['document'] as const;
export type Preset = (typeof PRESETS)[number];

type Settings = Readonly<Record<string, unknown>>;

/** The sets of 8500 + 1500 rows that the document's division fits; others are divided as they always are. */
const DOCUMENT_SETS = ['document', 'mnist-parity'];
const DOCUMENT_TRAIN_ROWS = 4000;

/** The document's rows, where nothing else is said: the generated set that comes near its curves, 4000 of them to train on. */
export function documentRows({ data, train, trainRows, validation }: Settings): Settings {
  const name = data ?? (train ? undefined : 'document');
  const divided = trainRows !== undefined || validation !== undefined;
  return {
    ...(name !== undefined && { data: name }),
    ...(typeof name === 'string' && DOCUMENT_SETS.includes(basename(name)) && !divided && { trainRows: DOCUMENT_TRAIN_ROWS }),
  };
}

/** The settings that a preset or a task stands for, to lie beneath those that are given. The document's others are the defaults. */
export function presetSettings(given: Settings): Settings {
  if (given['task'] === 'regression') return { output: 'linear' };
  if (given['preset'] !== 'document') return {};
  return { ...documentRows(given), networks: ['document', 'tfjs'], dtype: 'float64' }; // NumPy computes in float64
}
