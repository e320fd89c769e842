import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const ENDING = '.d.ts';

/** Removes the declarations in a folder that none of `entries` reaches: nobody can ask for them. @param entries relative to the folder */
export async function keepReached(folder: string, entries: readonly string[]): Promise<void> {
  const reached = new Set<string>();
  const waiting = entries.map((entry) => join(folder, entry));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const named = importedBy(await readFile(path, 'utf8'));
    for (const name of named) waiting.push(join(dirname(path), name.replace(/\.[jt]s$/, ENDING)));
  }
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith(ENDING) && !reached.has(join(folder, name))) await rm(join(folder, name));
  }
}

/** The files that declarations name, relative to theirs. */
export function importedBy(declarations: string): string[] {
  return [...declarations.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"']+)["']/g)].map(([, name = '']) => name);
}
