import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildResult, build, type Plugin } from 'esbuild';
import { packageRoot, packageVersion } from '../../src/host/package-root.ts';

/** Where the package's entry for browsers is built to, from the package's root. */
export const BROWSER = 'dist/browser';

/** What is built by itself, so that whoever needs one takes neither of the others along. */
const ENTRIES = { index: 'compare/browser.ts', diagnose: 'compare/api/diagnose-at-hand.ts', scratch: 'scratch/backend.ts' };

/**
 * The entry for browsers and its pieces, as modules that import each other and nothing else.
 * @throws Error where one imports a module of Node's
 */
export function bundleForBrowsers(): Promise<BuildResult<{ write: false }>> {
  const root = packageRoot();
  return build({
    absWorkingDir: root,
    entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: entry, out })),
    outdir: BROWSER,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    plugins: [hostTwins(root)],
    define: { MLP_COMPARE_VERSION: JSON.stringify(packageVersion()), MLP_COMPARE_KERNELS: JSON.stringify(kernels(root)) },
    logLevel: 'silent', // what is wrong is thrown
    write: false,
  });
}

/** The kernels that run in every browser, by the names of their files, in base64. */
function kernels(root: string): Record<string, string> {
  const folder = join(root, 'scratch', 'kernels', 'simd');
  return Object.fromEntries(['./plain.wasm', './relaxed.wasm'].map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

/** What a browser has in place of src/host/: for each file that differs the one of the same name in web/host/. */
function hostTwins(root: string): Plugin {
  const [own, other] = [join(root, 'src', 'host'), join(root, 'web', 'host')];
  return {
    name: 'host-twins',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const asked = join(resolveDir, path);
        const twin = asked.startsWith(own) && resolveDir !== other ? join(other, asked.slice(own.length)) : '';
        return twin !== '' && existsSync(twin) ? { path: twin } : undefined;
      });
    },
  };
}
