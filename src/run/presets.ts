import { basename } from '../host/paths.ts';

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

/** What a generated set is for, and the output that a task has where nothing else is said. */
const OF_SETS: Readonly<Record<string, Settings>> = { friedman: { task: 'regression' }, venn: { task: 'labels', label: 'a,b,c' } };
const OF_TASKS: Readonly<Record<string, Settings>> = { regression: { output: 'linear' }, labels: { output: 'sigmoids' } };

/** One sigmoid for each of several label columns is a task of its own; of one column, it is one for each class. */
function labelsOf({ output, labelColumn, label = labelColumn }: Settings): Settings {
  return output === 'sigmoids' && typeof label === 'string' && label.includes(',') ? { task: 'labels' } : {};
}

/** The settings that a preset, a task or a set stands for, to lie beneath those that are given. The document's others are the defaults. */
export function presetSettings(given: Settings): Settings {
  const { preset, data } = given;
  const ofSet = preset === undefined && typeof data === 'string' && Object.hasOwn(OF_SETS, data) ? OF_SETS[data] : {};
  const told: Settings = { ...labelsOf(given), ...ofSet };
  const task = given['task'] ?? told['task'];
  if (typeof task === 'string' && Object.hasOwn(OF_TASKS, task)) return { ...told, ...OF_TASKS[task] };
  if (preset !== 'document') return {};
  return { ...documentRows(given), networks: ['document', 'tfjs'], dtype: 'float64' }; // NumPy computes in float64
}
