import { readFile } from 'node:fs/promises';
import type { ResolveHook } from 'node:module';

/**
 * How modules are found for a reader's file, wherever it lies: 'mlp-compare/plugin' is this very program's, and a .ts or .js
 * file is an ES module unless it is written as CommonJS, though no package.json says "type": "module". All else is tsx's.
 */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  if (specifier === 'mlp-compare/plugin') return nextResolve(pluginUrl(), context);
  if (/^(\.{1,2}\/|file:)/.test(specifier)) {
    const { href } = new URL(specifier, context.parentURL);
    for (const url of [href, `${href}.ts`]) {
      if (await isEsModule(url)) return { url, format: 'module', shortCircuit: true };
    }
  }
  return nextResolve(specifier, context);
};

/** In the checkout TypeScript, in the package JavaScript, as this file is. */
function pluginUrl(): string {
  const extension = /\.ts(\?|$)/.test(import.meta.url) ? 'ts' : 'js';
  return new URL(`./plugin.${extension}`, import.meta.url).href;
}

async function isEsModule(url: string): Promise<boolean> {
  if (!/^file:.*\.[jt]s$/.test(url) || url.includes('/node_modules/')) return false;
  const source = await readFile(new URL(url), 'utf8').catch(() => undefined);
  if (source === undefined) return false;
  return /^\s*(import|export)\b/m.test(source) || !/\bmodule\.exports\b|\bexports\.\w|\brequire\(/.test(source);
}
