import { Fault, list } from '../../src/fault.ts';
import type { FoundNetwork } from '../../src/model/network.ts';
import { HANDED_OUT } from './brought/definitions.ts';
import { EXPECTED } from './brought/expected.ts';
import type { NetworkMaker } from './define-network.ts';
import { isClass } from './is-class.ts';
import { whatCame } from './wording.ts';

/** A reader's file, as far as what it exports is concerned. */
export interface Exporting {
  readonly shown: string; // as the reader named it
  readonly cwd: string;
  /** The text that was loaded in the file's place, where a network is looked for in it. */
  readonly definitions?: string | undefined;
  /** As in PluginOptions. */
  readonly style?: string | undefined;
  readonly map?: readonly string[] | undefined;
}

/** What makes a file's networks, and, where the file was not written for this program, how they were found in it. */
export interface Loaded {
  readonly make: NetworkMaker;
  readonly found?: FoundNetwork;
}

/**
 * A file whose default export is a function is taken at its word. In any other a network is looked for.
 * @throws Fault if there is none
 */
export async function makerIn(exported: Readonly<Record<string, unknown>>, { shown, cwd, definitions, style, map }: Exporting): Promise<Loaded> {
  if (definitions !== undefined) {
    const common = exported['default'] as Record<string, unknown> | undefined;
    const values = (exported[HANDED_OUT] ?? common?.[HANDED_OUT]) as Record<string, unknown>;
    const { recognise } = await import('./brought/recognise.ts'); // with the textbook, which a file that says what it is needs none of
    return recognise({ place: { shown, cwd }, source: definitions, values, style, map });
  }
  if ('default' in exported) return { make: checkMaker(exported['default'], shown) };
  const names = Object.keys(exported);
  const others = names.length > 0 ? ` It exports ${list(names)}.` : '';
  throw new Fault(`${shown} has no default export.${others} Expected: ${EXPECTED}`);
}

/** @throws Fault unless it is a function, and not a class */
function checkMaker(exported: unknown, shown: string): NetworkMaker {
  if (typeof exported === 'function') {
    if (!isClass(exported)) return exported as NetworkMaker;
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
