import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as browser from '../compare/browser.ts';
import { readRubric } from '../compare/grade/rubric.ts';
import * as main from '../compare/index.ts';
import * as plugin from '../compare/networks/plugin.ts';
import * as vitest from '../compare/to-train-like-the-reference.ts';
import { registerCpu, tensorflow } from '../tfjs/parts.ts';
import { meanTwice, right } from './compare/api/networks.ts';
import { pythonWith } from './compare/networks/python.ts';
import { root, textOf } from './sources.ts';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'python/README.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

interface Block {
  readonly document: string;
  readonly language: string;
  readonly code: string;
}

const BLOCKS: readonly Block[] = DOCUMENTS.flatMap((document) =>
  [...textOf(document).matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({ document, language, code })),
);
const written = (language: string) => BLOCKS.filter((block) => block.language === language);

/** What a block may take for granted: the packages by their names, and what a reader's own program would have. */
const PACKAGES: Readonly<Record<string, object>> = {
  '@tensorflow/tfjs': tensorflow(),
  'mlp-compare': main,
  'mlp-compare/browser': browser,
  'mlp-compare/plugin': plugin,
  'mlp-compare/vitest': vitest,
};

class MyNetwork {
  layers: readonly plugin.LayerWeights[];
  constructor(_model: plugin.ModelSpec, initial: readonly plugin.LayerWeights[]) {
    this.layers = initial;
  }
  train = (_rows: number[][], _y: number[]) => 1;
  logits = (rows: number[][]) => rows.map(() => [0, 0, 0]);
  load = (weights: readonly plugin.LayerWeights[]) => void (this.layers = weights);
}

let folder = '';
registerCpu();
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'documents-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a block of TypeScript to its end. @returns what it printed, and what it exports by default, if anything */
async function runBlock(code: string): Promise<{ readonly printed: readonly unknown[][]; readonly made: unknown }> {
  const { code: script } = transformSync(code.replaceAll("'stopped-run'", JSON.stringify(join(folder, 'stopped-run'))), {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
  });
  const body = script
    .replace(
      /^import (\{[^}]+\}) from "([^"]+)";/gm,
      (_, names: string, from: string) => `const ${names.replaceAll(' as ', ': ')} = packages[${JSON.stringify(from)}];`,
    )
    .replace(/^var (\w+) = (.*?);\nexport \{\n {2}\w+ as default\n\};/ms, 'return $2;')
    .replace(/^export \{[^}]*\};/gm, '');
  const printed: unknown[][] = [];
  const tests: Promise<unknown>[] = [];
  const test = (_: string, act: () => unknown) => void tests.push(Promise.resolve().then(act));
  const X = Array.from({ length: 40 }, (_, r) => [Math.sin(r), Math.cos(r)]);
  const given = {
    ...main,
    ...{ packages: PACKAGES, console: { log: (...words: unknown[]) => void printed.push(words) }, expect, it: test, test, MyNetwork },
    ...{ makeMyNetwork: right, myNetwork: right, mine: meanTwice, X, y: X.map(([a = 0, b = 0]) => Number(a > b)) },
  };
  const declared = Object.entries(given).filter(([name]) => !new RegExp(`\\b(?:const|let|var) (?:\\{[^}]*\\b)?${name}\\b`).test(body));
  const AsyncFunction = (async () => undefined).constructor as new (...words: string[]) => (...values: unknown[]) => Promise<unknown>;
  const made = await new AsyncFunction(...declared.map(([name]) => name), body)(...declared.map(([, value]) => value));
  await Promise.all(tests);
  return { printed, made };
}

/** Of declarations and sketches there is nothing to run. */
const isDeclaration = (code: string) => /^(export )?(declare|interface|type) /.test(code);

describe('every block of code', () => {
  it('is in a language that some test runs, or shows what is printed', () => {
    const known = ['sh', 'ts', 'yaml', 'json', 'python', 'c', 'text'];
    expect(BLOCKS.filter(({ language }) => !known.includes(language))).toEqual([]);
  });

  const programs = written('ts').filter(({ code }) => !isDeclaration(code));
  it.each(programs.map(({ document, code }, n) => [`${n + 1}, of ${document}`, code]))(
    'in TypeScript runs to its end: %s',
    { timeout: 120_000 },
    async (_, code) => {
      const { printed, made } = await runBlock(code);
      if (/^export default/m.test(code)) expect(made).toBeTypeOf('function');
      if (code.includes('console.log(')) expect(printed.length).toBeGreaterThan(0);
    },
  );

  it('of declarations alone is named so by docs/api.md and the seam of the architecture', () => {
    const declarations = new Set(written('ts').flatMap(({ document, code }) => (isDeclaration(code) ? [document] : [])));
    expect([...declarations].sort()).toEqual(['docs/ARCHITECTURE.md', 'docs/api.md']);
  });

  it('for a shell can be read by one', () => {
    for (const { code, document } of written('sh')) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' });
      expect({ document, status, stderr }).toEqual({ document, status: 0, stderr: '' });
    }
  });

  it('in YAML is a rubric that is taken, or steps of a workflow', () => {
    const kinds = written('yaml').map(({ code }) => {
      const value: unknown = parse(code);
      if (Array.isArray(value)) return value.every((step: object) => 'uses' in step || 'run' in step) ? 'steps' : 'wrong';
      const path = join(folder, 'rubric.yaml');
      writeFileSync(path, code);
      return readRubric(path).accept.length > 0 ? 'rubric' : 'wrong';
    });
    expect(kinds.sort()).toEqual(['rubric', 'steps']);
  });

  it('in JSON is what is kept beside a file', () => {
    for (const { code } of written('json'))
      expect(JSON.parse(code)).toEqual({ style: expect.any(String) as string, map: { backward: expect.any(String) as string } });
  });

  const python = pythonWith('numpy');
  it.skipIf(!python.found)(`in Python defines what it says${python.why}`, () => {
    const mine = 'class MyNetwork: pass\n';
    writeFileSync(join(folder, 'mine.py'), mine);
    for (const { code } of written('python')) {
      const { status, stderr } = spawnSync(
        'python3',
        ['-c', `${code}\nassert MLP_COMPARE['sizes'] if 'MLP_COMPARE' in globals() else callable(test_it_trains)`],
        {
          env: { ...process.env, PYTHONPATH: [folder, join(root, 'python')].join(':') },
          encoding: 'utf8',
        },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });

  const c = spawnSync('cc', ['--version']).status === 0;
  it.skipIf(!c)(`in C compiles beside the header${c ? '' : ' (skipped: no cc here)'}`, () => {
    for (const { code } of written('c')) {
      const program = `#include "mlp_trace.h"\nint main(void) { double values[36]; ${code.replace('*/', '*/')}\nreturn trace == 0 || n < 0; }`;
      const args = ['-Wall', '-Werror', '-fsyntax-only', '-x', 'c', '-I', join(root, 'examples', 'trace'), '-'];
      const { status, stderr } = spawnSync('cc', args, { input: program, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  });
});
