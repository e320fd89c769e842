import { type Found, formulasOf } from './finding.ts';
import { type Gap, gapsOf } from './holding.ts';
import type { Known } from './known.ts';

/** Findings with how near they come: the furthest of the numbers that are wrong without them, and how many these are where no formula was fitted to points. */
export function evidenced(known: Known, found: readonly Found[]): Found[] {
  const gaps = (some: readonly Found[]): readonly Gap[] => gapsOf(known.task, formulasOf(some), known.exhibits, known.float);
  const now = gaps(found);
  return found.map((one) => {
    const without = gaps(found.filter((other) => other !== one));
    const own = now.filter(({ agrees, id }) => agrees && without.some((gap) => gap.id === id && !gap.agrees));
    const worst = own.reduce((most, { relative }) => Math.max(most, relative), 0);
    return { ...one, evidence: { points: one.evidence.points || own.length, worst } };
  });
}
