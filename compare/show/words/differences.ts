import type { Backend } from '../../../src/model/network.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import type { Parity } from '../../parity/parity.ts';

/** A diagnosis in the words that terminal and report show. */
export interface WordedDiagnosis {
  readonly network: string;
  readonly verdict: Diagnosis['verdict'];
  readonly text: string;
  readonly markdown: string;
}

/** Diagnoses both networks of every pair that takes different steps, each once. */
export async function diagnoseDifferences(plan: RunPlan, backends: readonly Backend[], parity: readonly Parity[]): Promise<WordedDiagnosis[]> {
  const names = new Set(parity.filter(({ verdict }) => verdict === 'differ').flatMap(({ baseline, other }) => [baseline, other]));
  if (names.size === 0) return []; // as is usual: the catalogue of mistakes is then not loaded
  const { diagnose } = await import('../../diagnose/diagnose.ts');
  const { narrowed } = await import('../../diagnose/narrow.ts');
  const { toMarkdown, toText } = await import('./diagnosis.ts');
  const found: WordedDiagnosis[] = [];
  for (const backend of backends.filter(({ name }) => names.has(name))) {
    const diagnosis = await diagnose(backend, narrowed(plan.model), { batchSize: plan.batchSize, learningRate: plan.learningRate });
    found.push({ network: backend.name, verdict: diagnosis.verdict, text: toText(diagnosis), markdown: toMarkdown(diagnosis) });
  }
  return found;
}
