import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { escaped, Fault, quoted } from '../../src/fault.ts';
import { splitCommand } from './split-command.ts';

/** What `--network` names: a module to load, a Python file to look into, or a command to run. */
export type Source =
  | (Named & { readonly kind: 'module'; readonly path: string })
  | (Named & { readonly kind: 'python'; readonly path: string })
  | (Named & { readonly kind: 'command'; readonly program: string; readonly args: readonly string[]; readonly isFile?: true });

interface Named {
  readonly name: string;
  /** As the reader wrote it, fit for a terminal. */
  readonly shown: string;
}

const MODULE = /\.[cm]?[jt]sx?$/;
const PYTHON = /\.(?:py|ipynb)$/;

/**
 * './mine.ts' → a module, 'python3 my_network.py --wide' → a command. A network is named after its file, without folder and
 * extension: 'mine', 'my_network'.
 * @throws Fault if it is neither
 */
export async function parseSource(source: string, cwd: string): Promise<Source> {
  const given = source.trim();
  const shown = escaped(given);
  if (MODULE.test(given) && (await isFile(resolve(cwd, given)))) {
    return { kind: 'module', name: nameOf(given), shown, path: resolve(cwd, given) };
  }
  if (PYTHON.test(given) && (await isFile(resolve(cwd, given)))) return { kind: 'python', name: nameOf(given), shown, path: given };
  const [program, ...args] = splitCommand(given);
  if (program === undefined) throw new Fault("No network is named. Give a file, './mine.ts' or 'mine.py', or a command, 'python3 mine.py'.");
  if (args.length === 0) await checkLoneWord(program, cwd);
  return { kind: 'command', name: await nameOfCommand(program, args, cwd), shown, program, args };
}

/** A single word may be a program; whoever meant a file is told what is wrong with it. */
async function checkLoneWord(word: string, cwd: string): Promise<void> {
  if (MODULE.test(word) || PYTHON.test(word)) throw new Fault(`There is no file ${quoted(word)} in ${cwd}.`);
  const found = await stat(resolve(cwd, word)).catch(() => undefined);
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
