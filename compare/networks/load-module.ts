import { pathToFileURL } from 'node:url';
import { Fault, list } from '../../src/fault.ts';
import { blameLoading } from './blame.ts';
import type { NetworkMaker } from './define-network.ts';
import { whatCame } from './wording.ts';

const EXPECTED = 'export default defineNetwork((model, initial, training) => network)';

/** A reader's file, to be imported. */
export interface ModuleFile {
  readonly path: string; // absolute
  readonly shown: string; // as the reader named it
  readonly cwd: string;
}

/** @throws Fault if the file cannot be loaded, or its default export is no function that makes networks */
export async function loadMaker({ path, shown, cwd }: ModuleFile): Promise<NetworkMaker> {
  let loaded: Record<string, unknown>;
  try {
    loaded = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    throw blameLoading(error, shown, cwd);
  }
  if (!('default' in loaded)) {
    const names = Object.keys(loaded);
    const others = names.length > 0 ? ` It exports ${list(names)}.` : '';
    throw new Fault(`${shown} has no default export.${others} Expected: ${EXPECTED}`);
  }
  return checkMaker(loaded['default'], shown);
}

/** @throws Fault unless it is a function, and not a class */
export function checkMaker(exported: unknown, shown: string): NetworkMaker {
  if (typeof exported === 'function') {
    if (!/^class\b/.test(Function.prototype.toString.call(exported))) return exported as NetworkMaker;
    const name = exported.name || 'Network';
    throw new Fault(
      `${shown}: the default export is the class ${name}; it must be a function that makes a network: ` +
        `export default defineNetwork((model, initial) => new ${name}(model, initial))`,
    );
  }
  const made = typeof exported === 'object' && exported !== null && ('step' in exported || 'lossAndGradients' in exported);
  const hint = made ? ' A network of its own is made for every model and set of weights.' : '';
  throw new Fault(`${shown}: the default export must be a function that makes a network; it is ${whatCame(exported)}.${hint} Expected: ${EXPECTED}`);
}
