import { transform } from 'sucrase';
import { definitionsOf, isForeign } from '../../../compare/networks/brought/definitions.ts';
import { sentence } from '../../../compare/networks/wording.ts';
import { Fault } from '../../../src/fault.ts';
import { type Pasted, SHOWN } from '../program.ts';

/**
 * TypeScript or JavaScript made fit to be run, every line where it was. Of what was not written for this program only the definitions
 * are left: its training is not run.
 * @throws Fault where it does not parse
 */
export function compiled(source: string): Pasted {
  const definitions = isForeign(source) ? definitionsOf(source).source : undefined;
  try {
    const { code } = transform(definitions ?? source, { transforms: ['typescript', 'imports'], production: true });
    return { code, definitions };
  } catch (error) {
    if (isPython(source))
      throw new Fault(`${SHOWN}: this is Python. The page runs TypeScript and JavaScript; on your machine: npx mlp-compare diagnose mine.py`);
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const place = loc ? `${SHOWN}:${loc.line}:${loc.column}` : SHOWN;
    throw new Fault(`${place}: ${sentence(message.replace(/^Error transforming .*?: |^Error: /, '').replace(/ \(\d+:\d+\)$/, ''))}`);
  }
}

function isPython(source: string): boolean {
  return /^(?:import \w+ as \w+|from \w+ import .*|(?:def|class) \w+.*:)\s*$/m.test(source);
}
