import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { packageRoot } from '../../src/host/package-root.ts';
import { excerptOf, excerptPath } from '../../tfjs/native/pinned.ts';
import { BROWSER, bundleForBrowsers } from './browser.ts';
import { keepReached } from './declarations.ts';

/** What the program reads beside its modules, from the same places as in its sources. */
const BESIDE = /\.(wasm|py|js|css)$/;

/** The declarations that package.json exports, from dist/. */
const TYPED = ['compare/index.d.ts', 'compare/browser.d.ts', 'compare/networks/plugin.d.ts', 'compare/to-train-like-the-reference.d.ts'];

/** Compiles the program to dist/. It is `npm run typecheck` that checks the types: here they are only taken out. */
export async function build(): Promise<void> {
  const root = packageRoot();
  const dist = join(root, 'dist');
  await rm(dist, { recursive: true, force: true });
  await compile(dist);
  await withoutComments(dist, root);
  const vocabulary = join(dist, 'src', 'model');
  for (const file of await readdir(vocabulary, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const types = join(vocabulary, file);
    await writeFile(types, withoutTensorFlow(await readFile(types, 'utf8')));
  }
  await keepReached(dist, TYPED);
  const { outputFiles } = await bundleForBrowsers();
  await mkdir(join(root, BROWSER));
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
  await writeFile(excerptPath(root), JSON.stringify(excerptOf(root)));
}

/** The modules as JavaScript, and what they read beside them. @param options of the compiler, beside those of a release */
export async function compile(to: string, options: readonly string[] = []): Promise<void> {
  const root = packageRoot();
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', to, ...options]);
  for (const room of ['scratch', 'tfjs', 'compare']) {
    const files = await readdir(join(root, room), { recursive: true });
    for (const file of files.filter((name) => BESIDE.test(name) && !name.includes('node_modules'))) {
      await cp(join(root, room, file), join(to, room, file));
    }
  }
}

/** Compiled modules without their comments, an eighth of the package: they are read in the sources, and in the declarations. */
async function withoutComments(folder: string, sources: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.js') || existsSync(join(sources, name))) continue; // those that are JavaScript in the sources are as they are there
    const path = join(folder, name);
    const { code } = await transform(await readFile(path, 'utf8'), { format: 'esm', target: 'es2022', legalComments: 'none' });
    await writeFile(path, code);
  }
}

/**
 * Declarations that ask for none of TensorFlow.js': those bring WebGPU's, which do not type-check beside the DOM's of a reader's
 * TypeScript. How a record of the vocabulary computes in TensorFlow.js is of no use outside of the program.
 */
export function withoutTensorFlow(declarations: string): string {
  return declarations
    .replace(/typeof import\(["']@tensorflow\/[^)]*\)/g, 'unknown')
    .replace(/(?:import\(["']@tensorflow\/[^)]*\)\.)?Tensor\w*(?:<import\(["']@tensorflow\/[^)]*\)\.\w+>)?(?=[;,)>[\s])/g, (found) =>
      found.includes('import(') ? 'unknown' : found,
    )
    .replace(/export type \{([^}]*)\} from ["']@tensorflow\/[^;]*;/g, (_, names: string) =>
      names
        .split(',')
        .map((name) => `export type ${name.trim()} = unknown;`)
        .join('\n'),
    );
}
