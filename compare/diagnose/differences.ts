import type { ModelSpec } from '../../src/model-spec.ts';
import type { Backend } from '../../src/network.ts';
import type { RunPlan } from '../../src/run-plan.ts';
import type { Parity } from '../parity/parity.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { toMarkdown, toText } from './to-text.ts';

/** A diagnosis in the words that terminal and report show. */
export interface WordedDiagnosis {
  readonly network: string;
  readonly verdict: Diagnosis['verdict'];
  readonly text: string;
  readonly markdown: string;
}

/** Enough units and classes to tell one mistake from another, few enough to take no time; widths differ on purpose. */
const MOST = { inputs: 5, units: 6, classes: 3 };

/** Diagnoses both networks of every pair that takes different steps, each once. */
export async function diagnoseDifferences(plan: RunPlan, backends: readonly Backend[], parity: readonly Parity[]): Promise<WordedDiagnosis[]> {
  const names = new Set(parity.filter(({ verdict }) => verdict === 'differ').flatMap(({ baseline, other }) => [baseline, other]));
  const found: WordedDiagnosis[] = [];
  for (const backend of backends.filter(({ name }) => names.has(name))) {
    const diagnosis = await diagnose(backend, smallLike(plan.model), { batchSize: plan.batchSize, learningRate: plan.learningRate });
    found.push({ network: backend.name, verdict: diagnosis.verdict, text: toText(diagnosis), markdown: toMarkdown(diagnosis) });
  }
  return found;
}

/** The same layers and output, no larger than need be. */
export function smallLike({ inputs, hidden, output }: ModelSpec): ModelSpec {
  return {
    inputs: Math.min(inputs, MOST.inputs),
    hidden: hidden.map(({ units, activation }) => ({ units: Math.min(units, MOST.units), activation })),
    output: output.kind === 'softmax' ? { kind: 'softmax', classes: Math.min(output.classes, MOST.classes) } : output,
  };
}
