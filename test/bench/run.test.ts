import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/host/package-root.ts';

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const run = (...args: string[]) => spawnSync(process.execPath, [join(root, 'bench/build/run.js'), 'compare/cli.ts', ...args], { encoding: 'utf8' });

describe('npm run compare', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'run-'));
    for (const file of ['src/word.ts', 'scratch/none.ts', 'tfjs/none.ts']) write(file, "export const word: string = 'first';\n");
    write('package.json', JSON.stringify({ type: 'module', scripts: { compare: 'node bench/build/run.js compare/cli.ts' }, dependencies: { esbuild: '' } }));
    write('package-lock.json', '{}');
    cpSync(join(packageRoot(), 'bench/build/run.js'), join(root, 'bench/build/run.js'));
    symlinkSync(join(packageRoot(), 'node_modules'), join(root, 'node_modules'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('runs the sources as they are now, with the arguments that it is given', () => {
    write('compare/cli.ts', "import { word } from '../src/word.ts';\nconsole.log(word, process.argv.slice(2).join());\n");
    expect(run('--help', 'x').stdout).toBe('first --help,x\n');
    expect(run().stdout).toBe('first \n');
    write('src/word.ts', "export const word: string = 'now another';\n");
    expect(run().stdout).toBe('now another \n');
  });

  it('compiles each state of them once', () => {
    write('compare/cli.ts', '');
    for (let n = 0; n < 2; n++) expect(run().status).toBe(0);
    expect(readdirSync(join(root, '.cache/run'))).toHaveLength(1);
  });

  it('finds beside a module what lies beside it', () => {
    write('src/beside.css', 'read');
    write('src/word.ts', "import { readFileSync } from 'node:fs';\nexport const word = readFileSync(new URL('beside.css', import.meta.url), 'utf8');\n");
    write('compare/cli.ts', "import { word } from '../src/word.ts';\nconsole.log(word);\n");
    expect(run().stdout).toBe('read\n');
  });

  it('starts in a thread the one that trains and any other module, by its path', () => {
    for (const file of ['compare/jobs/worker.ts', 'compare/other.ts']) {
      write(file, `import { word } from '${file.includes('jobs') ? '../..' : '..'}/src/word.ts';\nconsole.log('thread', word);\n`);
      const start = `new Worker(new URL('./${file.slice('compare/'.length).replace('.ts', '.js')}', import.meta.url));\n`;
      write('compare/cli.ts', `import { Worker } from 'node:worker_threads';\nimport { word } from '../src/word.ts';\nconsole.log(word);\n${start}`);
      expect(run().stdout).toBe('first\nthread first\n');
    }
  });

  it('a module that is bundled again is at the place of the new bundle', () => {
    write('src/place.ts', 'export const place = import.meta.url;\n');
    write('compare/host.ts', "import { place } from '../src/place.ts';\nconsole.log(place.includes('again'));\n");
    write(
      'compare/cli.ts',
      "import { execFileSync } from 'node:child_process';\nimport { fileURLToPath } from 'node:url';\nimport { build } from 'esbuild';\n" +
        "const outfile = fileURLToPath(new URL('../again.mjs', import.meta.url));\n" +
        "await build({ entryPoints: [fileURLToPath(new URL('./host.js', import.meta.url))], outfile, bundle: true, format: 'esm', platform: 'node' });\n" +
        'console.log(String(execFileSync(process.execPath, [outfile])).trim());\n',
    );
    expect(run().stdout).toBe('true\n');
  });

  it('tells where an error was thrown in the sources', () => {
    write('compare/cli.ts', "type Gone = string;\n\nthrow new Error('wrong' satisfies Gone);\n");
    expect(run().stderr).toContain(`${join('compare', 'cli.ts')}:3`);
    write('src/word.ts', 'type Gone = string;\nexport const fail = () => {\n  throw new Error(import.meta.url satisfies Gone);\n};\n');
    write('compare/cli.ts', "import { fail } from '../src/word.ts';\n\nfail();\n");
    const { stderr } = run();
    expect(stderr).toContain(`${join('src', 'word.ts')}:3`);
    expect(stderr).toContain(`${join('compare', 'cli.ts')}:3`);
  });
});
