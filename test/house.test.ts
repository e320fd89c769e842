import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circlesOf, entriesOf, entryOf, filesBelow, filesImported, importsOf, root, textOf } from './sources.ts';

const ROOMS = ['src', 'scratch', 'tfjs', 'compare'] as const;
const ENTRIES = entriesOf(textOf('docs/order.txt'));

/** What none but its own room may import, and the places that may: networks are reached by their names. */
const NETWORKS = /^(?:scratch\/(?:fast\/|kernels\/|backend\.ts$)|tfjs\/)/;
const NAMES_NETWORKS: Readonly<Record<string, string>> = {
  'compare/networks/backends.ts': 'is the list of the networks by name',
  'compare/browser.ts': 'is the package in a browser, where there are no names to reach them by',
  'bench/': 'measures the networks and their kernels themselves',
  'web/compare/': 'is the list of the networks in a browser',
};

/** TensorFlow.js is imported in tfjs/ alone, but for its types, where the vocabulary says how it computes the same, and for a browser, whose runtime is another. */
const NAMES_TENSORFLOW = ['src/model/tf.ts', ...filesBelow('web/compare/tfjs')];

/** Files beside the command lines that touch the process, and why they must. */
const TOUCHES_PROCESS: Readonly<Record<string, string>> = {
  'tfjs/native/load.ts': 'hides our arguments from the loader of the native binding, which would read them as its own',
  'compare/networks/thread-host.ts': 'is the other end of a thread: what a reader’s network prints there is kept for the one who started it',
  'compare/networks/module-host.ts': 'is the other end of a process: standard input and output are what it answers by',
  'tfjs/native/trial.ts': 'is a program of its own, run in a child process that may crash',
};

const isSource = (path: string) => path.endsWith('.ts');
const sources = ROOMS.flatMap(filesBelow).filter(isSource);
const all = [...sources, ...['web', 'bench', 'release'].flatMap(filesBelow).filter(isSource)];

/** A file imports from its own entry of the order, or from one above it. */
function orderFaults(path: string, text: string): string[] {
  const own = entryOf(path, ENTRIES);
  if (own === undefined) return [`${path} stands nowhere in docs/order.txt`];
  return filesImported(path, text).flatMap((target) => {
    const other = entryOf(target, ENTRIES);
    if (other === undefined) return [`${path} imports ${target}, which stands nowhere in docs/order.txt`];
    return ENTRIES.indexOf(other) > ENTRIES.indexOf(own) ? [`${path} imports ${target}, which stands below it`] : [];
  });
}

/** Networks are reached by their names, and TensorFlow.js through tfjs/ alone. */
function networkFaults(path: string, text: string, naming = Object.keys(NAMES_NETWORKS)): string[] {
  const room = path.split('/')[0]!;
  const named = entryOf(path, naming) !== undefined;
  const networks = filesImported(path, text).filter((target) => NETWORKS.test(target) && target.split('/')[0] !== room && !named);
  const packages = importsOf(text).filter((name) => name.startsWith('@tensorflow/') && room !== 'tfjs' && !NAMES_TENSORFLOW.includes(path));
  return [...networks, ...packages].map((target) => `${path} imports ${target}`);
}

/** Without comments and without what stands between quotes on one line. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`[^`\n]*`/g, '');
}

function processFaults(path: string, text: string): string[] {
  if (path.endsWith('/cli.ts') || path in TOUCHES_PROCESS) return [];
  const touched = codeOf(text).match(/\bprocess\.(?:argv|exit|exitCode|abort|stdout|stderr|stdin)\b|\bconsole\.\w+/g) ?? [];
  return touched.map((name) => `${path} touches ${name}`);
}

/** What ECMAScript leaves to the engine, so that bits would differ from one to another; a square and a power of two are the same in all. */
const ENGINES_OWN = /\bMath\.(?:acosh?|asinh?|atan[2h]?|cbrt|cosh?|exp|expm1|hypot|log|log10|log1p|log2|pow|sinh?|tanh?)\b|(?<!\b2) \*\*=? (?!2\b)\S+/g;

function engineFaults(path: string, text: string): string[] {
  return (codeOf(text).match(ENGINES_OWN) ?? []).map((name) => `${path} has ${name.trim()} of the engine, not of src/numbers/elementary/`);
}

/** Where a machine keeps its own: nothing of ours lies there on another. An example's user is called 'me'. */
const MACHINE_PATH = /(?<![\w.~)}\]/-])(?:\/(?:home|Users|root|work)\/(?!me\b)[\w.-]+|[A-Z]:\\\\?(?:Users|home)\b)/g;

function pathFaults(path: string, text: string): string[] {
  return (text.match(MACHINE_PATH) ?? []).map((name) => `${path} names ${name}`);
}

function faults(paths: readonly string[], of: (path: string, text: string) => string[]): string[] {
  return paths.flatMap((path) => of(path, textOf(path)));
}

describe('the house', () => {
  it('has sources in every room', () => {
    for (const room of ROOMS) expect(sources.filter((path) => path.startsWith(`${room}/`)).length).toBeGreaterThan(5);
  });

  it('imports from above: every file from its own entry of docs/order.txt or one before it', () => {
    expect(faults(all, orderFaults)).toEqual([]);
  });

  it('has no files that import each other, not even round a corner', () => {
    expect(circlesOf(new Map(all.map((path) => [path, filesImported(path, textOf(path))])))).toEqual([]);
  });

  it('names networks in compare/networks/backends.ts alone, and TensorFlow.js in tfjs/', () => {
    expect(faults(all, networkFaults)).toEqual([]);
  });

  it('touches arguments, streams, console and exit code in files named cli.ts alone', () => {
    expect(faults(sources, processFaults)).toEqual([]);
  });

  it('computes what decides a training from what every engine computes alike', () => {
    expect(
      faults(
        sources.filter((path) => /^(?:src|scratch)\//.test(path)),
        engineFaults,
      ),
    ).toEqual([]);
  });

  it('names no path of any one machine', () => {
    const written = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== '.git') // in a worktree it points to the repository
      .map(({ name }) => name);
    const folders = ['examples', 'web', 'bench', 'release', 'docs', 'test', '.ci'].filter((folder) => readdirSync(root).includes(folder));
    const texts = [...ROOMS, ...folders].flatMap(filesBelow).filter((path) => /\.(ts|py|md|txt|json|sh|svg)$|\/run$/.test(path));
    expect(faults([...written, ...texts, 'data/SOURCES.md'], pathFaults)).toEqual([]);
  });

  it('has something in every entry of the order, and each entry once', () => {
    const filled = new Set(all.map((path) => entryOf(path, ENTRIES)));
    expect(ENTRIES.filter((entry) => !filled.has(entry))).toEqual([]);
    expect(new Set(ENTRIES).size).toBe(ENTRIES.length);
  });

  it('keeps no exception that nobody needs', () => {
    for (const path of Object.keys(TOUCHES_PROCESS)) {
      expect(processFaults('a.ts', textOf(path)), path).not.toEqual([]);
    }
    for (const place of Object.keys(NAMES_NETWORKS)) {
      const there = all.filter((path) => path.startsWith(place));
      expect(
        there.flatMap((path) => networkFaults(path, textOf(path), [])),
        place,
      ).not.toEqual([]);
    }
  });
});

describe('the checks themselves see', () => {
  it.each([
    ['src/model/a.ts', "import type {\n  B,\n} from '../run/b.ts';", 'src/run/b.ts'],
    ['src/fault.ts', "import { b } from './host/b.ts';", 'src/host/b.ts'],
    ['scratch/textbook.ts', "import { b } from './fast/b.ts';", 'scratch/fast/b.ts'],
    ['scratch/fast/a.ts', "export { b } from '../../tfjs/b.ts';", 'tfjs/b.ts'],
    ['tfjs/native/a.ts', "const b = await import('../b.ts');", 'tfjs/b.ts'],
    ['tfjs/a.ts', "import '../compare/b.ts';", 'compare/b.ts'],
    ['compare/repeat/a.ts', "let b: import('../explain/b.ts').B;", 'compare/explain/b.ts'],
    ['compare/show/words/a.ts', "import type { B } from '../terminal/b.ts';", 'compare/show/terminal/b.ts'],
    ['compare/show/explain/a.ts', "import { b } from '../../cli/progress/b.ts';", 'compare/cli/progress/b.ts'],
    ['compare/cli/a.ts', "import { b } from '../index.ts';", 'compare/index.ts'],
    ['compare/index.ts', "import { b } from '../bench/b.ts';", 'bench/b.ts'],
  ])('what stands below, in %s: %s', (path, text, target) => {
    expect(orderFaults(path, text)).toEqual([`${path} imports ${target}, which stands below it`]);
  });

  it('functions and powers that are the engine’s own', () => {
    const found = (text: string) => engineFaults('a.ts', text).length;
    expect(['f: Math.tanh,', 'Math.log1p(Math.exp(x))', 'x ** 3', 'β ** t', '12 ** n', '(x + 2) ** 0.5'].map(found)).toEqual([1, 2, 1, 1, 1, 1]);
    expect(['Math.sqrt(x)', 'Math.max(x, 0)', 'x ** 2', '2 ** -n', "'Math.exp'", '// Math.exp', '/** x ** 3 */'].map(found)).toEqual(Array(7).fill(0));
  });

  it('what stands nowhere', () => {
    expect(orderFaults('src/new/a.ts', '')).toEqual(['src/new/a.ts stands nowhere in docs/order.txt']);
    expect(orderFaults('compare/a.ts', "import { b } from '../test/b.ts';")).toEqual([
      'compare/a.ts imports test/b.ts, which stands nowhere in docs/order.txt',
    ]);
  });

  it('what stands above, or beside in the same entry, as allowed', () => {
    expect(orderFaults('compare/show/html/a.ts', "import a from './b.ts';\nimport c from '../markdown/c.ts';\nimport z from 'zod';")).toEqual([]);
    expect(orderFaults('compare/diagnose/catalogue/a.ts', "import b from '../mistake.ts';\nimport c from '../../../scratch/textbook.ts';")).toEqual([]);
    expect(orderFaults('src/run/a.ts', "import b from '../data/generate/b.ts';")).toEqual([]);
  });

  it('a circle of two files and of three, each once, and none where ways only meet again', () => {
    expect(
      circlesOf(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toEqual(['a → b → a']);
    expect(
      circlesOf(
        new Map([
          ['x', ['a']],
          ['a', ['b']],
          ['b', ['c', 'zod']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a → b → c → a']);
    expect(
      circlesOf(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['d']],
          ['c', ['d']],
          ['d', []],
        ]),
      ),
    ).toEqual([]);
    expect(circlesOf(new Map([['a', ['a']]]))).toEqual(['a → a']);
  });

  it.each([
    ['src/run/a.ts', "import { b } from '../../scratch/fast/b.ts';", 'scratch/fast/b.ts'],
    ['tfjs/a.ts', "const b = await import('../scratch/kernels/b.ts');", 'scratch/kernels/b.ts'],
    ['compare/a.ts', "import type { B } from '../scratch/backend.ts';", 'scratch/backend.ts'],
    ['compare/diagnose/a.ts', "import { b } from '../../tfjs/b.ts';", 'tfjs/b.ts'],
    ['compare/networks/a.ts', "export { b } from '../../tfjs/native/b.ts';", 'tfjs/native/b.ts'],
    ['compare/a.ts', "let tf: typeof import('@tensorflow/tfjs');", '@tensorflow/tfjs'],
    ['bench/a.ts', "import '@tensorflow/tfjs';", '@tensorflow/tfjs'],
  ])('a network or TensorFlow.js where it is not named, in %s: %s', (path, text, target) => {
    expect(networkFaults(path, text)).toEqual([`${path} imports ${target}`]);
  });

  it('networks where they may be named, and the textbook anywhere', () => {
    expect(networkFaults('compare/networks/backends.ts', "import a from '../../scratch/backend.ts';\nimport b from '../../tfjs/b.ts';")).toEqual([]);
    expect(networkFaults('tfjs/native/a.ts', "import a from '../b.ts';\nimport '@tensorflow/tfjs';")).toEqual([]);
    expect(networkFaults('compare/a.ts', "import a from '../scratch/textbook.ts';\nimport b from '../scratch/plain.ts';")).toEqual([]);
  });

  it('a touch of the process, but neither in a comment nor in a message', () => {
    expect(processFaults('src/a.ts', "console.log(1); process.exit(1); // console.warn\nconst text = 'process.exit';")).toEqual([
      'src/a.ts touches console.log',
      'src/a.ts touches process.exit',
    ]);
    expect(processFaults('compare/cli/cli.ts', 'console.error(1)')).toEqual([]);
  });

  it('a path of a machine, but no relative or made-up one', () => {
    const machine = ['', 'home', 'someone', 'data.csv'].join('/');
    expect(pathFaults('a.md', `see ${machine} and data/home/x, ./work/x, https://example.org/home/x`)).toEqual([
      `a.md names ${['', 'home', 'someone'].join('/')}`,
    ]);
  });
});
