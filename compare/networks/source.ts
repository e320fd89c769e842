import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { escaped, Fault, quoted } from '../../src/fault.ts';
import { calledAs } from '../../src/host/called-as.ts';
import { splitCommand } from './split-command.ts';

/** What `--network` names: a module to load, a Python file to look into, or a command to run. */
export type Source =
  | (Named & { readonly kind: 'module'; readonly path: string })
  | (Named & { readonly kind: 'python'; readonly path: string })
  | (Named & { readonly kind: 'command'; readonly program: string; readonly args: readonly string[]; readonly isFile?: true } & Surroundings);

/** What a command runs in; if absent as this program does. */
interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: number; // and group
}

interface Named {
  readonly name: string;
  /** As the reader wrote it, fit for a terminal. */
  readonly shown: string;
}

const MODULE = /\.[cm]?[jt]sx?$/;
const PYTHON = /\.(?:py|ipynb)$/;
const EXECUTABLE = 0o111;

/** Languages whose files are not looked into, but that answer in files, by their files' extensions. */
const LANGUAGES: Readonly<Record<string, string>> = {
  '.c': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.go': 'Go',
  '.java': 'Java',
  '.jl': 'Julia',
  '.m': 'MATLAB or GNU Octave',
  '.r': 'R',
  '.rs': 'Rust',
};

/**
 * './mine.ts' → a module, 'python3 my_network.py --wide' → a command. A network is named after its file, without folder and
 * extension: 'mine', 'my_network'.
 * @throws Fault if it is neither
 */
export async function parseSource(source: string, cwd: string): Promise<Source> {
  const given = source.trim();
  const shown = escaped(given);
  const whole = await fileNamed(given, shown, cwd);
  if (whole) return whole;
  const [program, ...args] = splitCommand(given);
  if (program === undefined) throw new Fault("No network is named. Give a file, './mine.ts' or 'mine.py', or a command, 'python3 mine.py'.");
  const unquoted = args.length === 0 ? await fileNamed(program, shown, cwd) : undefined;
  if (unquoted) return unquoted;
  if (args.length === 0) await checkLoneWord(program, cwd);
  return { kind: 'command', name: await nameOfCommand(program, args, cwd), shown, program, args };
}

/** Whether a file of that name is one that a network is looked for in. */
export function isNetworkFile(path: string): boolean {
  return MODULE.test(path) || PYTHON.test(path);
}

/** A file that is looked into by itself; undefined where it is none. */
async function fileNamed(path: string, shown: string, cwd: string): Promise<Source | undefined> {
  const [isModule, isPython] = [MODULE.test(path), PYTHON.test(path)];
  if (!(isModule || isPython) || !(await isFile(resolve(cwd, path)))) return undefined;
  if (isModule) return { kind: 'module', name: nameOf(path), shown, path: resolve(cwd, path) };
  return { kind: 'python', name: nameOf(path), shown, path };
}

/** A single word may be a program; whoever meant a file is told what is wrong with it. */
async function checkLoneWord(word: string, cwd: string): Promise<void> {
  if (isNetworkFile(word)) throw new Fault(`There is no file ${quoted(word)} in ${cwd}.`);
  const found = await stat(resolve(cwd, word)).catch(() => undefined);
  const language = LANGUAGES[extname(word).toLowerCase()];
  const isProgram = !found?.isFile() || (found.mode & EXECUTABLE) !== 0;
  if (language && !isProgram)
    throw new Fault(
      `${quoted(word)} is ${language}, which is not looked into. Write what a diagnosis asks with ${calledAs('compare', ['questions --out q'])}, let your program answer in files, and ${calledAs('diagnose', ['--questions q', '--answers a'])} says what is wrong (docs/any-language.md).`,
    );
  if (!isProgram && basename(word) === word)
    throw new Fault(
      `${quoted(word)} is neither a program nor a file that a network is looked for in. Give a .py, .ipynb, .ts or .js file, or a command, 'python3 mine.py'.`,
    );
  if (found?.isDirectory()) throw new Fault(`${quoted(word)} is a folder. Give the file in it that holds the network.`);
}

/** The first argument that is a file; else the program. */
async function nameOfCommand(program: string, args: readonly string[], cwd: string): Promise<string> {
  for (const argument of args) {
    if (!argument.startsWith('-') && (await isFile(resolve(cwd, argument)))) return nameOf(argument);
  }
  const file = args.find((argument) => /^[^-].*\.\w+$/.test(argument)); // not there: the program will say so
  return nameOf(file ?? program);
}

function nameOf(path: string): string {
  return escaped(basename(path, extname(path)));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
