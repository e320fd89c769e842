import { Fault, quoted } from '../../../src/fault.ts';
import type { Stored, StoredRun } from '../../results/stored-run.ts';
import { runWords } from '../../show/words/finals.ts';

/** Which runs are listed, as typed. */
export interface HistoryFilter {
  readonly data?: string;
  readonly network?: string;
  readonly verdict?: string;
  readonly since?: string;
  readonly last?: string;
}

/** The runs that are asked for, the newest of them where only so many are. @throws Fault where a filter cannot be read */
export function filtered({ runs, unreadable }: Stored, filter: HistoryFilter): Stored {
  const since = filter.since === undefined ? -Infinity : dayOf(filter.since);
  const last = filter.last === undefined ? Infinity : countOf(filter.last);
  const asked = ({ comparison, finished }: StoredRun) =>
    holds(comparison.data.name, filter.data) &&
    (filter.network === undefined || comparison.networks.some(({ name }) => name === filter.network)) &&
    holds(runWords(comparison), filter.verdict) &&
    finished.getTime() >= since;
  return { runs: runs.filter(asked).slice(0, last), unreadable };
}

/** Case and hyphens aside: 'in-parity' is in 'in parity, equal'. */
function holds(text: string, part: string | undefined): boolean {
  const plain = (words: string) => words.toLowerCase().replace(/[\s-]+/g, ' ');
  return part === undefined || plain(text).includes(plain(part));
}

/** The beginning of a day of this place. */
function dayOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00`).getTime() : NaN;
  if (Number.isNaN(time)) throw new Fault(`--since: expected a day, such as 2026-11-28, got ${quoted(text)}.`);
  return time;
}

function countOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Fault(`--last: expected a whole number from 1, got ${quoted(text)}.`);
  return Number(text);
}
