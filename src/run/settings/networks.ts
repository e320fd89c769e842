import { together } from '../../fault.ts';
import { RUNTIMES } from '../../host/runtimes.ts';
import { MOST_THREADS } from '../../host/threads.ts';
import { either, listOf, number, oneOf, oneOrMore, onlyOn, text, whole } from './reading.ts';
import { setting } from './setting.ts';

const KERNELS = ['auto', 'simd', 'blocked', 'naive'] as const;
const DTYPES = ['float32', 'float64'] as const;

/** The shapes that people write networks in, as they are recognised in a file. */
const STYLES = ['methods', 'torch', 'estimator', 'class', 'functions', 'layers'] as const;

const PLUGIN = "a file or a command, such as mine.py, ./mine.ts or 'python3 mine.py'";

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
    says: "beside them, a network of your own: mine.py, ./mine.ts, or a command 'python3 mine.py'; may be given again",
    read: oneOrMore(text(PLUGIN), PLUGIN),
    repeats: true,
    decides: 'numbers',
  }),
  setting({
    name: 'python',
    argument: 'program',
    says: 'what runs a network in a .py or .ipynb file',
    read: text('a program such as python3.12'),
    unsaid: 'python3',
    decides: 'numbers',
  }),
  setting({
    name: 'style',
    argument: 'name',
    says: `the shape that such a file is written in: ${together(STYLES, 'or')}`,
    read: oneOf(STYLES),
    unsaid: 'the first that fits',
    decides: 'numbers',
  }),
  setting({
    name: 'map',
    argument: 'part=name',
    says: 'what a part of it is called, such as update=apply_grads; may be given again',
    read: oneOrMore(
      text('a part and its name such as update=apply_grads', (pair) => /^[\w-]+=.+$/.test(pair)),
      'parts and their names such as update=apply_grads',
    ),
    repeats: true,
    decides: 'numbers',
  }),
  setting({ name: 'runAll', says: 'run all of a Python file, its training too', read: onlyOn, decides: 'numbers' }),
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
    name: 'threads',
    argument: 'n',
    says: 'that share a step of the hand-written network, its simd kernels; auto is the number that takes the least time on the cores that are free',
    read: either(oneOf(['auto']), whole(1, MOST_THREADS, `auto, or a whole number from 1 to ${MOST_THREADS}`)),
    default: 'auto',
    decides: 'result',
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
