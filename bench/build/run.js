// Runs a program of this checkout, `node bench/build/run.js compare/cli/cli.ts --help`, from its sources as they are now. They are
// compiled once, to .cache/run/, in a folder for each state of them, so that a program under way keeps what it began with; the
// next start finds them there. (By `--import tsx` it is .3 s and 150 MB more.) What is loaded together is one file: several hundred modules
// took a thread .1 to .2 s.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, '.cache', 'run');
/** Packages of some hundred modules, all of which are loaded wherever one is. */
const READ_AT_ONCE = ['@observablehq/plot', 'linkedom'];
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
  const states = [...files, 'package.json', 'package-lock.json', 'bench/build/run.js'].map((file) => {
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

/** What package.json names. @returns {string[]} */
function installed() {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
}

/**
 * What is one file with all that it loads: the programs of the npm scripts, and the thread that trains. What else is started by its path, or
 * bundled again, is each module for itself.
 * @returns {string[]}
 */
function together() {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const programs = Object.values(scripts).flatMap((script) => /^node bench\/build\/run\.js (\S+)/.exec(script)?.[1] ?? []);
  return [...programs, 'compare/jobs/worker.ts'].filter((file) => sources.includes(file));
}

/** What a module imports stays outside of it, by its name when it is compiled. */
function asCompiled({ path, kind }) {
  return kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true };
}

/**
 * A module finds what lies beside it by its own place, wherever its code ends up.
 * @param {{ path: string }} file
 */
async function inPlace({ path }) {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('import.meta.url')) return undefined;
  const { transform } = await import('esbuild');
  const place = pathToFileURL(join(compiled, relative(root, path).replace(/\.ts$/, '.js')));
  const define = { 'import.meta.url': JSON.stringify(place.href) };
  const { code } = await transform(text, { loader: 'ts', target: 'node20', define, sourcemap: 'inline', sourcefile: path });
  return { contents: code };
}

/** To a folder of its own first: another may be about the same. */
async function compile() {
  forget();
  const made = `${compiled}-${process.pid}`;
  const { build } = await import('esbuild');
  const options = { outdir: made, outbase: root, format: 'esm', platform: 'node', target: 'node20', sourcemap: 'linked', bundle: true };
  await build({
    ...options,
    entryPoints: sources.filter((file) => file.endsWith('.ts') && !/[\\/]assembly[\\/]/.test(file)).map((file) => join(root, file)),
    packages: 'external',
    plugins: [{ name: 'each for itself', setup: ({ onResolve }) => onResolve({ filter: /^\..*\.ts$/ }, asCompiled) }],
  });
  await build({
    ...options,
    entryPoints: together().map((file) => join(root, file)), // in place of what they are by themselves
    splitting: true,
    chunkNames: 'compare/networks/shared/[hash]', // where a frame is known not to be a reader's own
    external: installed().filter((name) => !READ_AT_ONCE.includes(name)),
    plugins: [{ name: 'places', setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, inPlace) }],
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
