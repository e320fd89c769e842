// Runs a program of this checkout, `node bench/build/run.js compare/cli/cli.ts --help`, from its sources as they are now. They are
// compiled once, to .cache/run/, in a folder for each state of them, so that a program under way keeps what it began with; the
// next start finds them there, and with its threads costs what it costs from the package. (By `--import tsx` it is .3 s and 150 MB more.)
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache', 'run');
const WEEK = 7 * 24 * 3600 * 1000; // milliseconds
const sources = ['src', 'scratch', 'tfjs', 'compare'].flatMap((room) => filesIn(room));

const compiled = join(cache, keyOf(sources));
if (!existsSync(compiled)) await compile();
const [, , program] = process.argv;
process.argv.splice(1, 2, join(compiled, program.replace(/\.ts$/, '.js')));
Error.prepareStackTrace = (error, frames) => [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${inSources(String(frame))}`)].join('\n');
await import(pathToFileURL(process.argv[1]).href);

/** @param {string} room @returns {string[]} relative to the root */
function filesIn(room) {
  const files = readdirSync(join(root, room), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /\.(ts|wasm|py|js|css)$/.test(file.name))
    .map((file) => join(file.parentPath ?? file.path, file.name).slice(root.length));
}

/** A file that is written has another time. @param {string[]} files */
function keyOf(files) {
  const states = [...files, 'package-lock.json', 'bench/build/run.js'].map((file) => {
    const { mtimeMs, size } = statSync(join(root, file));
    return [file, mtimeMs, size];
  });
  return createHash('sha256').update(JSON.stringify(states)).digest('hex').slice(0, 16);
}

/**
 * A frame by its place in the sources. Node would do so itself, and read the maps of all packages for it: .1 s of every start.
 * @param {string} frame
 */
function inSources(frame) {
  return frame.replace(/(file:\S+\.js):(\d+):(\d+)/, (place, url, line, column) => {
    if (!url.startsWith(pathToFileURL(compiled).href)) return place;
    const file = fileURLToPath(url);
    const { originalSource, originalLine, originalColumn } = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))).findEntry(line - 1, column - 1);
    if (originalSource === undefined) return place;
    return `${join(dirname(file), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

/** To a folder of its own first: another may be about the same. */
async function compile() {
  forget();
  const made = `${compiled}-${process.pid}`;
  const { build } = await import('esbuild');
  await build({
    entryPoints: sources.filter((file) => file.endsWith('.ts') && !/[\\/]assembly[\\/]/.test(file)).map((file) => join(root, file)),
    outdir: made,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    bundle: true, // each file for itself: what it imports stays outside, by its name when it is compiled
    packages: 'external',
    plugins: [
      {
        name: 'compiled',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind }) =>
            kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
          ),
      },
    ],
  });
  for (const file of sources.filter((file) => !file.endsWith('.ts'))) {
    mkdirSync(dirname(join(made, file)), { recursive: true });
    copyFileSync(join(root, file), join(made, file));
  }
  try {
    renameSync(made, compiled);
  } catch {
    rmSync(made, { recursive: true }); // the other was first
  }
}

/** What was compiled more than a week ago: no program runs for so long on sources that have changed since. */
function forget() {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (Date.now() - statSync(folder).mtimeMs > WEEK) rmSync(folder, { recursive: true, force: true });
  }
}
