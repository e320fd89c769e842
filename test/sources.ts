import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Paths of all files below a folder of the project, with / between, that are ours: nothing installed, built or hidden. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part === 'node_modules' || part === '__pycache__'));
}

const STATEMENT = /^[ \t]*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]/gm;
const EXPRESSION = /\bimport\s*\(\s*['"`]([^'"`$]+)['"`]/g;

/** Names of all that a module imports, statically, dynamically or as a type. */
export function importsOf(text: string): string[] {
  return [STATEMENT, EXPRESSION].flatMap((pattern) => [...text.matchAll(pattern)].map(([, a, b]) => (a ?? b)!));
}

/** Names of what is loaded before a module runs: what it imports statically, types aside. */
function loadedWith(text: string): string[] {
  const statements = [...text.matchAll(STATEMENT)].filter(([statement]) => !/^\s*(?:import|export)\s+type\b/.test(statement));
  return statements.map(([, a, b]) => (a ?? b)!);
}

/** All that is loaded before a file runs: files of the project by their paths, packages by their names. */
export function loadedBefore(path: string): string[] {
  const loaded = new Set<string>([path]);
  for (const one of loaded) {
    if (!one.endsWith('.ts')) continue;
    for (const name of loadedWith(textOf(one))) loaded.add(name.startsWith('.') ? posix.join(posix.dirname(one), name) : name);
  }
  return [...loaded];
}

/** Those that are files of the project, by their paths. */
export function filesImported(path: string, text: string): string[] {
  return importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(path), name));
}

/** The entries of docs/order.txt, first to last: each the first word of its line. */
export function entriesOf(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' ')[0]!);
}

/** The entry that a path belongs to: itself, or the innermost of the folders that it lies in. */
export function entryOf(path: string, entries: readonly string[]): string | undefined {
  const holding = entries.filter((entry) => path === entry || (entry.endsWith('/') && path.startsWith(entry)));
  return holding.sort((a, b) => b.length - a.length)[0];
}

/** Every circle of files that import each other, once: 'a.ts → b.ts → a.ts'. @param imports of every file */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const follow = (path: string, way: readonly string[]): string[] => {
    const start = way.indexOf(path);
    if (start >= 0) return [[...way.slice(start), path].join(' → ')];
    if (done.has(path)) return [];
    const found = (imports.get(path) ?? []).flatMap((target) => follow(target, [...way, path]));
    done.add(path);
    return found;
  };
  return [...imports.keys()].flatMap((path) => follow(path, []));
}
