import { Fault, quoted } from '../../../fault.ts';
import type { Quoting } from './quoting.ts';

/** How cells are told from each other. */
export interface Dialect extends Quoting {
  /** One character, or '::'. */
  readonly delimiter: string;
  /** Whether any number of delimiters in a row is one, and a blank as good as a tab. */
  readonly runs: boolean;
}

export const COMMA: Dialect = { delimiter: ',', runs: false };

/** Every way that is tried, the likelier first. */
export const DIALECTS: readonly Dialect[] = [
  { delimiter: '\t', runs: false },
  { delimiter: ';', runs: false },
  { delimiter: '|', runs: false },
  COMMA,
  { delimiter: '::', runs: false },
  { delimiter: ' ', runs: true },
];

/** @throws Fault if it is none */
export function dialectOf(given: string): Dialect {
  if (given === 'space' || given === ' ') return { delimiter: ' ', runs: true };
  const delimiter = given === 'tab' || given === '\\t' ? '\t' : given;
  if ((delimiter.length === 1 || delimiter === '::') && !/["#\r\n\d.+-]/.test(delimiter)) return { delimiter, runs: false };
  throw new Fault(`The delimiter must be 'tab', 'space' or one character that is no part of a number, such as ',' ';' '|', got ${quoted(given)}.`);
}

/** As messages name one of them. */
export function delimiterName({ delimiter, runs }: Dialect): string {
  if (runs) return 'blank';
  return delimiter === '\t' ? 'tab' : quoted(delimiter);
}
