import type { Diagnosis } from './diagnosis.ts';

/** Whether nothing is wrong in training: notes, and what is right but not declared, are no mistakes. */
export function isRight(diagnosis: Diagnosis): boolean {
  if (diagnosis.verdict === 'mistake') return diagnosis.harmless !== undefined;
  return diagnosis.verdict === 'correct' || (diagnosis.verdict === 'computed' && diagnosis.channels.findings.every(({ severity }) => severity !== 'mistake'));
}
