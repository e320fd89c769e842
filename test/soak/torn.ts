import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** How a whole file ends, by its kind. */
const ENDS: Readonly<Record<string, RegExp>> = { '.html': /<\/html>\s*$/, '.svg': /<\/svg>\s*$/, '.md': /\n$/, '.csv': /\n$/, '.txt': /\n$/ };

/** Files in a folder, at any depth, that are not whole; those that are only on their way to their place have a name with a dot before it and a number behind. */
export function torn(folder: string): string[] {
  return filesIn(folder).filter((path) => !isTemporary(path) && !isWhole(path));
}

/** What is only on its way: a program that is told to stop takes it away, one that is killed cannot. */
export function onTheWay(folder: string): string[] {
  return filesIn(folder).filter(isTemporary);
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function isTemporary(path: string): boolean {
  return /\/\.[^/]+-\d+(\/|$)/.test(path) || /\.(tmp|\d+)$/.test(path);
}

function isWhole(path: string): boolean {
  const bytes = readFileSync(path);
  const kind = extname(path);
  if (kind === '.json') return parses(bytes.toString());
  // what is appended to may end in a line that was cut short: who goes on leaves it out
  if (kind === '.jsonl') return bytes.toString().split('\n').slice(0, -1).every(parses);
  if (kind === '.safetensors') return bytes.length >= 8 && parses(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
  return bytes.length > 0 && (ENDS[kind]?.test(bytes.toString()) ?? true);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
