import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';
import { packageRoot, packageVersion } from '../../src/host/package-root.ts';

export const WEB = join(packageRoot(), 'web');

/** Packages of which a browser needs another form than the one that an import names. */
const ALIASES = [
  { find: /^csv-parse$/, replacement: 'csv-parse/browser/esm' },
  { find: 'csv-parse/sync', replacement: 'csv-parse/browser/esm/sync' },
];

/**
 * A module with all that it imports as one classic script: pages opened from a disk may load neither modules nor chunks.
 * @param entry relative to web/
 * @throws Error where the module needs Node
 */
export async function bundled(entry: string): Promise<string> {
  const made = await build({
    configFile: false,
    root: WEB,
    logLevel: 'error',
    plugins: [hostTwins()],
    resolve: { alias: ALIASES },
    define: { 'process.env.NODE_ENV': '"production"', MLP_COMPARE_VERSION: JSON.stringify(packageVersion()), MLP_COMPARE_KERNELS: kernels() },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: join(WEB, entry), output: { format: 'iife', codeSplitting: false }, onLog: refuseNode },
    },
  });
  const { output } = (Array.isArray(made) ? made[0] : made) as Rollup.RollupOutput;
  return output[0].code;
}

/** The kernels by the names of their files, in base64. */
function kernels(): string {
  const bytes = (name: string) => readFileSync(join(packageRoot(), 'scratch', 'kernels', 'simd', name)).toString('base64');
  return JSON.stringify(Object.fromEntries(['./plain.wasm', './relaxed.wasm'].map((name) => [name, bytes(name)])));
}

/** What differs in a browser: for a file of src/host/ the one of the same name in web/host/. */
function hostTwins(): Plugin {
  const own = join(packageRoot(), 'src', 'host');
  return {
    name: 'host-twins',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.startsWith('.') || importer === undefined || importer.startsWith(join(WEB, 'host'))) return undefined;
      const path = join(importer, '..', source);
      if (!path.startsWith(own)) return undefined;
      const twin = join(WEB, 'host', path.slice(own.length));
      return existsSync(twin) ? twin : undefined;
    },
  };
}

/** A module of Node's, which Vite would replace with an empty one. */
function refuseNode(_level: string, log: { readonly message: string }): void {
  if (/externalized for browser compatibility/.test(log.message)) throw new Error(log.message);
}
