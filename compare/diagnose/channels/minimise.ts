import { type Found, formulasOf, type Proof, readAs } from './finding.ts';
import { type Gap, gapsOf, proofOf } from './holding.ts';
import type { Known } from './known.ts';

export interface Minimised {
  readonly found: readonly Found[];
  readonly proof: Proof;
}

/** The choice of readings, and the fewest findings, that give as many numbers as all do; and how far that goes. */
export function minimised(known: Known): Minimised {
  const gaps = (found: readonly Found[]) => gapsOf(known.task, formulasOf(found), known.exhibits, known.float);
  let found = settled(known.found, gaps);
  let now = wrong(gaps(found));
  for (const candidate of found.toReversed()) {
    if (Object.keys(candidate.formulas(known.formulas)).length === 0) continue; // it changes no number that could tell
    const without = found.filter((other) => other !== candidate);
    const left = wrong(gaps(without));
    const isRid = now.size === 0 ? left.size === 0 : left.size < now.size; // where all is explained, of what follows; else of what makes a right number wrong
    if (isRid && [...left].every((id) => now.has(id))) [found, now] = [without, left];
  }
  return { found, proof: proofOf(gaps(found)) };
}

function wrong(gaps: readonly Gap[]): Set<string> {
  return new Set(gaps.filter(({ agrees }) => !agrees).map(({ id }) => id));
}

/** Among readings that single rows do not tell apart those with which most numbers come, one after the other. */
function settled(found: readonly Found[], gaps: (found: readonly Found[]) => Gap[]): readonly Found[] {
  let best = { found, wrong: wrong(gaps(found)).size };
  for (let turn = 0; turn < 2 && best.wrong > 0; turn++) {
    for (const [i, { variants = [] }] of found.entries()) {
      for (const variant of variants) {
        const other = best.found.with(i, readAs(best.found[i]!, variant));
        const count = wrong(gaps(other)).size;
        if (count < best.wrong) best = { found: other, wrong: count };
      }
    }
  }
  return best.found;
}
