import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ROOMS = ['src', 'scratch', 'tfjs', 'compare'] as const;

/** What each room may import from, itself aside. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = { src: [], scratch: ['src'], tfjs: ['src'], compare: ['src'] };

/** The one file that may name networks. */
const NAMES_NETWORKS = 'compare/networks/backends.ts';

/** Files beside the command lines that touch the process, and why they must. */
const TOUCHES_PROCESS: Readonly<Record<string, string>> = {
  'tfjs/native/load.ts': 'hides our arguments from the loader of the native binding, which would read them as its own',
  'compare/networks/thread-host.ts': 'is the other end of a thread: what a reader’s network prints there is kept for the one who started it',
  'tfjs/native/trial.ts': 'is a program of its own, run in a child process that may crash',
};

/** Paths of all files below a folder of the project, with / between, that are ours: nothing installed, built or hidden. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part === 'node_modules' || part === '__pycache__'));
}

const sources = ROOMS.flatMap(filesBelow).filter((path) => path.endsWith('.ts'));

const STATEMENT = /^[ \t]*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const EXPRESSION = /\bimport\s*\(\s*['"`]([^'"`$]+)['"`]/g;

/** All that a module imports, statically, dynamically or as a type. */
function importsOf(text: string): string[] {
  return [STATEMENT, EXPRESSION].flatMap((pattern) => [...text.matchAll(pattern)].map(([, a, b]) => (a ?? b)!));
}

function importFaults(path: string, text: string): string[] {
  const room = path.split('/')[0]!;
  const allowed = [room, ...ALLOWED[room]!, ...(path === NAMES_NETWORKS ? ['scratch', 'tfjs'] : [])];
  return importsOf(text).flatMap((name) => {
    if (name.startsWith('@tensorflow/')) return room === 'tfjs' ? [] : [`${path} imports ${name}`];
    if (!name.startsWith('.')) return [];
    const target = posix.join(posix.dirname(path), name);
    return allowed.includes(target.split('/')[0]!) ? [] : [`${path} imports ${target}`];
  });
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

/** Where a machine keeps its own: nothing of ours lies there on another. An example's user is called 'me'. */
const MACHINE_PATH = /(?<![\w.~)}\]/-])(?:\/(?:home|Users|root|work)\/(?!me\b)[\w.-]+|[A-Z]:\\\\?(?:Users|home)\b)/g;

function pathFaults(path: string, text: string): string[] {
  return (text.match(MACHINE_PATH) ?? []).map((name) => `${path} names ${name}`);
}

function faults(paths: readonly string[], of: (path: string, text: string) => string[]): string[] {
  return paths.flatMap((path) => of(path, readFileSync(join(root, path), 'utf8')));
}

describe('the house', () => {
  it('has sources in every room', () => {
    for (const room of ROOMS) expect(sources.filter((path) => path.startsWith(`${room}/`)).length).toBeGreaterThan(5);
  });

  it('src imports itself alone; scratch and tfjs src; compare src, and networks in compare/networks/backends.ts alone', () => {
    expect(faults(sources, importFaults)).toEqual([]);
  });

  it('touches arguments, streams, console and exit code in files named cli.ts alone', () => {
    expect(faults(sources, processFaults)).toEqual([]);
  });

  it('names no path of any one machine', () => {
    const written = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
    const folders = ['examples', 'bench', 'test', '.ci'].filter((folder) => readdirSync(root).includes(folder));
    const texts = [...ROOMS, ...folders].flatMap(filesBelow).filter((path) => /\.(ts|py|md|json|sh|svg)$|\/run$/.test(path));
    expect(faults([...written, ...texts, 'data/SOURCES.md'], pathFaults)).toEqual([]);
  });

  it('keeps no exception that nobody needs', () => {
    for (const path of Object.keys(TOUCHES_PROCESS)) {
      expect(processFaults('a.ts', readFileSync(join(root, path), 'utf8')), path).not.toEqual([]);
    }
  });
});

describe('the checks themselves see', () => {
  it.each([
    ['src/a.ts', "import { b } from '../scratch/b.ts';", 'scratch/b.ts'],
    ['src/deep/a.ts', "import type {\n  B,\n} from '../../compare/b.ts';", 'compare/b.ts'],
    ['scratch/a.ts', "export { b } from '../tfjs/b.ts';", 'tfjs/b.ts'],
    ['tfjs/a.ts', "const b = await import('../scratch/b.ts');", 'scratch/b.ts'],
    ['tfjs/a.ts', "import '../compare/b.ts';", 'compare/b.ts'],
    ['compare/diagnose/a.ts', "import { b } from '../../tfjs/b.ts';", 'tfjs/b.ts'],
    ['compare/a.ts', "import { b } from '../test/b.ts';", 'test/b.ts'],
    ['compare/a.ts', "let tf: typeof import('@tensorflow/tfjs');", '@tensorflow/tfjs'],
  ])('in %s: %s', (path, text, target) => {
    expect(importFaults(path, text)).toEqual([`${path} imports ${target}`]);
  });

  it('what is allowed as allowed', () => {
    expect(importFaults('compare/networks/backends.ts', "import a from '../scratch/a.ts';\nimport b from '../tfjs/b.ts';")).toEqual([]);
    expect(importFaults('tfjs/native/a.ts', "import a from '../b.ts';\nimport c from '../../src/c.ts';\nimport '@tensorflow/tfjs';")).toEqual([]);
  });

  it('a touch of the process, but neither in a comment nor in a message', () => {
    expect(processFaults('src/a.ts', "console.log(1); process.exit(1); // console.warn\nconst text = 'process.exit';")).toEqual([
      'src/a.ts touches console.log', 'src/a.ts touches process.exit',
    ]);
    expect(processFaults('compare/cli/cli.ts', 'console.error(1)')).toEqual([]);
  });

  it('a path of a machine, but no relative or made-up one', () => {
    const machine = ['', 'home', 'someone', 'data.csv'].join('/');
    expect(pathFaults('a.md', `see ${machine} and data/home/x, ./work/x, https://example.org/home/x`)).toEqual([`a.md names ${['', 'home', 'someone'].join('/')}`]);
  });
});
