import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { escaped, Fault, list, quoted } from '../../src/fault.ts';
import { readText } from '../../src/host/text-file.ts';
import { digest } from '../jobs/digest.ts';

/** What one student handed in: its files in memory, so that nothing of it is read again while it runs. */
export interface Submission {
  readonly name: string;
  /** By their paths from its own folder, '/' between folders. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The file that holds the network; absent where there is none, or no telling which. */
  readonly main?: string;
  /** Why there is no main file. */
  readonly refused?: string;
  readonly hash: string; // of names and contents
}

const NETWORK = /\.(?:py|ipynb|[cm]?[jt]s)$/;
const LIKELY = /^(?:mine|network|net|mlp|model|main|solution|submission|nn|neural_?network|two_?layer_?net)\./i;
const LEFT_OUT = /(?:^|\/)(?:\.|__pycache__|__MACOSX|node_modules|venv)/;

/** Bytes of a submission in all, unpacked; a larger one is refused. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FILES = 500;

/**
 * The submissions that a command names, sorted by name: files and folders, each one; a folder of several, each of what lies in it; a
 * list, a .txt file with a path on every line.
 * @param each whether every path is one submission, whatever it holds
 * @throws Fault where a path is not there, or nothing is handed in
 */
export function submissionsIn(paths: readonly string[], { each: isEach = false } = {}): Submission[] {
  const each = paths.flatMap((path) => {
    if (!existsSync(path)) throw new Fault(`${quoted(path)}: there is no such file or folder. Give a folder of submissions, or a list of them (.txt).`);
    if (isEach) return [path];
    if (statSync(path).isDirectory()) return isOne(path) ? [path] : entriesOf(path);
    return path.endsWith('.txt') ? listed(path) : [path];
  });
  if (each.length === 0) throw new Fault(`${list(paths)}: there is no submission. Each is a file (.py, .ipynb, .ts, .js), a folder or a .zip.`);
  return named(each).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a folder is one submission: it holds one file of a network, and no folder or archive that could be another. */
function isOne(folder: string): boolean {
  const entries = entriesOf(folder);
  return entries.length === 1 && statSync(entries[0]!).isFile() && NETWORK.test(entries[0]!) && !existsSync(join(folder, 'rubric.yaml'));
}

/** Links are left out: one could lead to the work of another. */
function entriesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.test(entry.name) && (entry.isDirectory() || (entry.isFile() && (NETWORK.test(entry.name) || entry.name.endsWith('.zip')))))
    .map(({ name }) => join(folder, name))
    .toSorted();
}

function listed(path: string): string[] {
  const lines = readText(path).split(/\r?\n/);
  return lines.flatMap((line, i) => {
    const given = line.trim();
    if (given === '' || given.startsWith('#')) return [];
    const file = resolve(dirname(path), given);
    if (!existsSync(file)) throw new Fault(`${path}:${i + 1}: ${quoted(given)} is not there. Paths are taken from where the list lies.`);
    return [file];
  });
}

/** Each by the name of its file or folder; where two have one name, the folder's stands before it. */
function named(paths: readonly string[]): Submission[] {
  const short = (path: string) => basename(path, statSync(path).isFile() ? extname(path) : '');
  const times = new Map<string, number>();
  for (const path of paths) times.set(short(path), (times.get(short(path)) ?? 0) + 1);
  const seen = new Set<string>();
  return paths.map((path) => {
    const unique = times.get(short(path)) === 1 ? short(path) : `${basename(dirname(resolve(path)))}-${basename(path)}`;
    if (seen.has(unique))
      throw new Fault(`${quoted(unique)} is handed in twice: ${path} is not the first of that name. Give every submission a name of its own.`);
    seen.add(unique);
    return read(path, escaped(unique));
  });
}

function read(path: string, name: string): Submission {
  const taken = statSync(path).isDirectory()
    ? folderFiles(path)
    : !statSync(path).isFile()
      ? 'it is no regular file'
      : path.endsWith('.zip')
        ? zipFiles(path)
        : oneFile(path);
  if (typeof taken === 'string') return { name, files: new Map(), refused: taken, hash: digest([name, taken]) };
  const files = new Map([...taken].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { name, files, ...mainOf([...files.keys()]), hash: digest([...files].flat()) };
}

type Taken = ReadonlyMap<string, Uint8Array> | string;

function oneFile(path: string): Taken {
  return statSync(path).size > MOST_BYTES ? TOO_LARGE : new Map([[basename(path), readFileSync(path)]]);
}

const TOO_LARGE = `it is larger than ${MOST_BYTES / 1024 / 1024} MB, or has more than ${MOST_FILES} files`;

/** Files alone: a link could lead out of the folder. */
function folderFiles(folder: string): Taken {
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = relative(folder, path).replaceAll('\\', '/');
    if (!entry.isFile() || LEFT_OUT.test(inside)) continue;
    bytes += statSync(path).size;
    if (bytes > MOST_BYTES || files.size >= MOST_FILES) return TOO_LARGE;
    files.set(inside, readFileSync(path));
  }
  return files;
}

/** Sizes are those that the archive declares, before anything is unpacked; a path that leads out of it is left out. */
function zipFiles(path: string): Taken {
  let [bytes, count] = [0, 0];
  const isTaken = (name: string) => !name.endsWith('/') && !LEFT_OUT.test(name) && !name.startsWith('/') && !name.split(/[\\/]/).includes('..');
  try {
    if (statSync(path).size > MOST_BYTES) return TOO_LARGE;
    const files = unzipSync(readFileSync(path), {
      filter({ name, originalSize }) {
        if (!isTaken(name)) return false;
        bytes += originalSize;
        count++;
        if (bytes > MOST_BYTES || count > MOST_FILES) throw new RangeError(TOO_LARGE);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    return error instanceof RangeError ? error.message : 'it is no archive that can be unpacked';
  }
}

function mainOf(paths: readonly string[]): { readonly main: string } | { readonly refused: string } {
  const networks = paths.filter((path) => NETWORK.test(path) && !/(?:^|\/)(?:test_|conftest|setup\.py)|\.(?:test|d)\.[cm]?ts$/.test(path));
  const top = networks.filter((path) => !path.includes('/'));
  const likely = networks.filter((path) => LIKELY.test(basename(path)));
  const main = [networks, top, likely].find((some) => some.length === 1)?.[0];
  if (main !== undefined) return { main };
  if (networks.length === 0) return { refused: 'there is no file of a network in it (.py, .ipynb, .ts, .js)' };
  return { refused: `no telling which file holds the network: ${list(networks)}; one is expected, or one that is called network or main` };
}
