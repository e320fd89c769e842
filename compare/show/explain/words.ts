import type { Explanation } from '../../explain/explanation.ts';
import type { Factor } from '../../explain/factors.ts';
import { SCORES } from '../../explain/score.ts';

interface Words {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  /** The value that is a mistake, not a choice. */
  readonly mistake?: string;
}

/** Plain words for options and their values; an option that is not here is written as it is. */
const WORDS: Readonly<Record<string, Words>> = {
  'gradient-mean': {
    name: 'gradient scale',
    values: { once: 'the gradient averaged once', twice: 'the gradient averaged twice' },
    mistake: 'twice',
  },
  init: {
    name: 'initialisation',
    values: {
      'he-normal': 'He initialisation',
      'he-uniform': 'uniform He initialisation',
      'pytorch-default': "PyTorch's default initialisation",
      'glorot-uniform': 'Glorot initialisation',
      'glorot-normal': 'normal Glorot initialisation',
      'lecun-normal': 'LeCun initialisation',
      'lecun-uniform': 'uniform LeCun initialisation',
      orthogonal: 'orthogonal initialisation',
      zeros: 'weights of 0',
    },
  },
  'bias-init': {
    name: 'bias initialisation',
    values: { zeros: 'biases of 0', pytorch: "PyTorch's biases", 'none given': "the initialisation's own biases" },
  },
  order: { name: 'batch order', values: { shared: 'the shared order', independent: 'an order of its own' } },
  dtype: { name: 'float type', values: { float32: 'float32', float64: 'float64' } },
  networks: { name: 'network', values: { scratch: 'the hand-written network', tfjs: 'TensorFlow.js', document: "the document's program" } },
};

/** What is scored: 'validation accuracy', 'test R²'. */
export function scoreName({ task }: Pick<Explanation, 'task'>): string {
  const { rows, metric } = SCORES[task].measure;
  return `${rows} ${metric.name}`;
}

/** 'gradient scale'; 'learning-rate' */
export function factorName({ option }: Factor): string {
  return WORDS[option]?.name ?? option;
}

/** 'He initialisation'; 'learning-rate 0.1'; of a network of the reader's own 'the network mine' */
export function valueWords({ option }: Factor, value: string): string {
  return WORDS[option]?.values[value] ?? `${option === 'networks' ? 'the network' : option} ${value}`;
}

/** Whether the first configuration has a mistake in this. */
export function isMistake({ option, from }: Factor): boolean {
  return WORDS[option]?.mistake === from;
}

/** 'a', 'a and b', 'a, b and c' */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
