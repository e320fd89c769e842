import { codeOf } from './catalogue/codes.ts';
import type { Finding, NamedMistake } from './diagnosis.ts';
import { gatherEvidence } from './evidence.ts';
import { locate } from './locate.ts';
import type { Explanation, Mistake } from './mistake.ts';
import { compare } from './observation.ts';
import { type Case, Prediction } from './prediction.ts';
import { labelOf } from './tensor.ts';

/**
 * Each mistake with what it alone makes wrong. The counterfactual: all the others are put into the reference, and what
 * then still differs is its own. Mistakes that change what is learnt from ordinary rows come first.
 * @param right what the reference gives
 */
export function findingsOf(facts: Case, explanation: Explanation, right: Prediction): Finding[] {
  const findings: { finding: Finding; teaches: boolean }[] = [];
  for (const mistake of explanation) {
    const others = explanation.filter((other) => other !== mistake);
    const gaps = (others.length > 0 ? new Prediction(facts, others) : right).gaps();
    const wrong = gaps.map(({ agrees }) => !agrees);
    const location = locate(facts.ordered, wrong);
    if (!location) continue; // the others explain all: it is not needed
    const evidence = gatherEvidence(facts, wrong.indexOf(true), others);
    findings.push({ finding: { ...words(mistake), location, evidence }, teaches: changesLearning(facts, mistake, right) });
  }
  return findings.sort((a, b) => Number(b.teaches) - Number(a.teaches)).map(({ finding }) => finding);
}

export function words({ id, name, stage, first, right, mend, effect, parameter }: Mistake): NamedMistake {
  const code = codeOf(id);
  return { id, ...(code !== undefined && { code }), name, stage, tensor: labelOf(first), right, mend, effect, ...(parameter ? { parameter } : {}) };
}

/** Whether the mistake changes any gradient on rows that are neither confident nor extreme. */
function changesLearning(facts: Case, mistake: Mistake, right: Prediction): boolean {
  const wrong = new Prediction(facts, [mistake]);
  for (const observed of facts.ordered) {
    if (observed.quantity !== 'gradient' || !['full', 'short', 'everyday'].includes(observed.probe.id)) continue;
    const [expected, changed] = [right.of(observed), wrong.of(observed)];
    if (expected && changed && !compare(changed, expected).agrees) return true;
  }
  return false;
}
