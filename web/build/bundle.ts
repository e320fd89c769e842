import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';
import { packageRoot, packageVersion } from '../../src/host/package-root.ts';

export const WEB = join(packageRoot(), 'web');

/** Packages of which a browser needs another form than the one that an import names. */
const ALIASES = [
  { find: /^csv-parse$/, replacement: 'csv-parse/browser/esm' },
  { find: 'csv-parse/sync', replacement: 'csv-parse/browser/esm/sync' },
];

/** What stands for names in the modules: bytes in base64 among it, which a page from a disk could not fetch. */
const DEFINED = {
  'process.env.NODE_ENV': '"production"',
  MLP_COMPARE_VERSION: JSON.stringify(packageVersion()),
  MLP_COMPARE_KERNELS: JSON.stringify(kernels()),
  MLP_COMPARE_TFJS_WASM: JSON.stringify(base64(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'))),
};

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
    define: DEFINED,
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
function kernels(): Readonly<Record<string, string>> {
  const folder = join(packageRoot(), 'scratch', 'kernels', 'simd');
  const names = ['./plain.wasm', './relaxed.wasm', './plain-float64.wasm', './relaxed-float64.wasm'];
  return Object.fromEntries(names.map((name) => [name, base64(join(folder, name))]));
}

function base64(path: string): string {
  return readFileSync(path).toString('base64');
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
