import { escaped } from '../../src/fault.ts';
import type { Comparison } from './schema.ts';

/** What a run is repeated from; no terminal is shown it as it is. */
const EXACT = ['settings', 'command'];

/** Texts of several lines: what this program wrote, and the code of a network. */
const LINES = ['text', 'markdown'];

/** Code is indented by tabs, which a terminal takes as far as it likes. */
const TAB = '    ';

/** The same comparison to be shown: no name and no other words in it hold a character that would control a terminal. */
export function withVisibleNames(comparison: Comparison): Comparison {
  return withVisible(comparison) as Comparison;
}

function withVisible(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return value.map(withVisible);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => [key, withVisibleAt(key, inner)]));
}

function withVisibleAt(key: string, value: unknown): unknown {
  if (EXACT.includes(key)) return value;
  return LINES.includes(key) && typeof value === 'string' ? value.replaceAll('\t', TAB).split('\n').map(escaped).join('\n') : withVisible(value);
}
