import { together } from '../../fault.ts';
import { listOf, number, oneOf, oneOrMore, text } from './reading.ts';
import { setting } from './setting.ts';

export const RUNTIMES = ['auto', 'native', 'wasm', 'cpu'] as const;
const KERNELS = ['auto', 'simd', 'blocked', 'naive'] as const;
const DTYPES = ['float32', 'float64'] as const;

const PLUGIN = "a file or a command, such as ./mine.ts or 'python3 mine.py'";

export const NETWORKS = [
  setting({
    name: 'networks',
    argument: 'names',
    says: 'which to train; the first is what the others are held against',
    read: listOf(text('a network'), 'networks such as scratch,tfjs'),
    default: ['scratch', 'tfjs'],
    decides: 'numbers',
  }),
  setting({
    name: 'network',
    argument: 'file or command',
    says: "beside them, a network of your own: ./mine.ts, or 'python3 mine.py'; may be given again",
    read: oneOrMore(text(PLUGIN), PLUGIN),
    repeats: true,
    decides: 'numbers',
  }),
  setting({
    name: 'timeout',
    argument: 'seconds',
    says: 'how long a network of your own may take to answer',
    read: number('a number of seconds above 0', (n) => n > 0 && n <= 1e6),
    default: 60,
    decides: 'result',
  }),
  setting({
    name: 'dtype',
    argument: 'type',
    says: `${together(DTYPES, 'or')}, for the hand-written network`,
    read: oneOf(DTYPES),
    default: 'float32',
    decides: 'numbers',
  }),
  setting({
    name: 'kernel',
    argument: 'name',
    says: `of the hand-written network: ${together(KERNELS, 'or')}`,
    read: oneOf(KERNELS),
    default: 'auto',
    decides: 'numbers',
  }),
  setting({
    name: 'tfjsRuntime',
    argument: 'name',
    says: `of TensorFlow.js: ${together(RUNTIMES, 'or')}; auto is the first of the others that is there`,
    read: oneOf(RUNTIMES),
    default: 'auto',
    decides: 'numbers',
  }),
] as const;
