import { pathToFileURL } from 'node:url';
import { blameLoading } from './blame.ts';
import { DEFINITIONS } from './brought/definitions.ts';
import { type Exporting, type Loaded, makerIn } from './maker-in.ts';

/** A reader's file, to be imported. */
export interface ModuleFile extends Exporting {
  readonly path: string; // absolute
}

/**
 * What makes the networks of a file, of which, where it says none itself, nothing runs beside its definitions.
 * @throws Fault if the file cannot be loaded, or holds no network
 */
export async function loadMaker(file: ModuleFile): Promise<Loaded> {
  const { href } = pathToFileURL(file.path);
  return makerIn(await imported(file, file.definitions === undefined ? href : `${href}?${DEFINITIONS}`), file);
}

async function imported({ shown, cwd }: ModuleFile, url: string): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>;
  } catch (error) {
    throw blameLoading(error, shown, cwd);
  }
}
