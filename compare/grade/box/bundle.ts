import { posix } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { definitionsOf, isForeign } from '../../networks/brought/definitions.ts';

/** A module of a submission as one JavaScript file; with the text of its definitions where a network is looked for in it. */
export interface Bundled {
  readonly code: string;
  readonly definitions?: string;
}

const LOADERS = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx', '.json': 'json' } as const;

/** Put before the code: a CommonJS file may ask for Node's own modules. */
const REQUIRE = "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);";

/**
 * Makes one file of a module and what it imports of the submission, none of which is run or read from a disk.
 * @throws Error with a line for each mistake of syntax
 */
export async function bundled(files: ReadonlyMap<string, Uint8Array>, main: string): Promise<Bundled> {
  const text = textOf(files.get(main));
  const definitions = isForeign(text) ? definitionsOf(text).source : undefined;
  const { outputFiles } = await build({
    entryPoints: [main],
    plugins: [inMemory(files, (path) => (path === main && definitions !== undefined ? definitions : textOf(files.get(path))))],
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20', sourcemap: 'inline', outfile: 'submission.mjs', logLevel: 'silent' },
    banner: { js: REQUIRE },
  });
  const code = outputFiles[0]?.text ?? '';
  return { code, ...(definitions !== undefined && { definitions }) };
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

/** Files that one imports are those of the submission; all else is left to Node, within the box. */
function inMemory(files: ReadonlyMap<string, Uint8Array>, read: (path: string) => string): Plugin {
  return {
    name: 'submission',
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind !== 'entry-point' && !/^\.{1,2}\//.test(path)) return { path, external: true };
        const whole = posix.normalize(posix.join(posix.dirname(importer || '.'), path));
        const found = [whole, `${whole}.ts`, `${whole}.js`, whole.replace(/\.js$/, '.ts')].find((candidate) => files.has(candidate));
        return found === undefined ? { errors: [{ text: `there is no file '${path}' in the submission` }] } : { path: found, namespace: 'submission' };
      });
      builder.onLoad({ filter: /.*/, namespace: 'submission' }, ({ path }) => {
        const ending = posix.extname(path);
        return { contents: read(path), loader: ending in LOADERS ? LOADERS[ending as keyof typeof LOADERS] : 'js' };
      });
    },
  };
}
