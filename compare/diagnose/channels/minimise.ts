import type { Formulas } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';
import type { Found, Proof } from './finding.ts';
import { type Gap, gapsOf, proofOf } from './holding.ts';
import type { Known } from './known.ts';

/** The choice of readings, and the fewest findings, that give as many numbers as all do; and how far that goes. */
export function minimised(known: Known): { readonly found: readonly Found[]; readonly proof: Proof } {
  const gaps = (found: readonly Found[]) => gapsOf(known.task, formulas(found), known.exhibits, known.float);
  let found = settled(known.found, gaps);
  let now = wrong(gaps(found));
  for (const candidate of found.toReversed()) {
    const without = found.filter((other) => other !== candidate);
    const left = wrong(gaps(without));
    if (left.size <= now.size && [...left].every((id) => now.has(id))) [found, now] = [without, left];
  }
  return { found, proof: proofOf(gaps(found)) };
}

function formulas(found: readonly Found[]): Formulas {
  return found.reduce<Formulas>((made, { formulas: of }) => ({ ...made, ...of(made) }), textbook);
}

function wrong(gaps: readonly Gap[]): Set<string> {
  return new Set(gaps.filter(({ agrees }) => !agrees).map(({ id }) => id));
}

/** Among readings that single rows do not tell apart those with which most numbers come, one after the other. */
function settled(found: readonly Found[], gaps: (found: readonly Found[]) => Gap[]): readonly Found[] {
  let best = { found, wrong: wrong(gaps(found)).size };
  for (let turn = 0; turn < 2 && best.wrong > 0; turn++) {
    for (const [i, { variants = [] }] of found.entries()) {
      for (const { computed, formulas: of } of variants) {
        const other = best.found.with(i, { ...found[i]!, formulas: of, ...(computed && { computed }) });
        const count = wrong(gaps(other)).size;
        if (count < best.wrong) best = { found: other, wrong: count };
      }
    }
  }
  return best.found;
}
