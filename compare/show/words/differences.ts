import type { RunSpec } from '../../../src/run/config.ts';
import type { RunPlan } from '../../../src/run/run-plan.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { narrowed } from '../../diagnose/narrow.ts';
import type { Charged } from '../../grade/outcome.ts';
import { type Executor, outcomesOf, type RunOptions } from '../../jobs/executor.ts';
import type { DiagnoseJob } from '../../jobs/job.ts';
import { diagnoseJob } from '../../jobs/make-job.ts';
import type { Parity } from '../../parity/parity.ts';

/** A diagnosis in the words that terminal and report show. */
export interface WordedDiagnosis {
  readonly network: string;
  readonly verdict: Diagnosis['verdict'];
  readonly codes?: string[]; // of the mistakes that were named
  readonly wrong?: string[]; // what is wrong, a sentence each, without its full stop
  readonly text: string;
  readonly markdown: string;
}

/** Every network of a pair that takes different steps, each once, to be diagnosed. @param names of all networks of the run */
export function differingJobs(spec: RunSpec, names: readonly string[], plan: RunPlan, parity: readonly Parity[]): DiagnoseJob[] {
  const differ = new Set(parity.filter(({ verdict }) => verdict === 'differ').flatMap(({ baseline, other }) => [baseline, other]));
  const asked = { model: narrowed(plan.model), training: plan.training, batchSize: plan.batchSize, learningRate: plan.learningRate };
  return spec.networks.flatMap((network, n) => {
    const name = names[n] ?? network;
    return differ.has(name) ? [diagnoseJob(spec, { network, name, asked })] : [];
  });
}

/** The codes of what was named, where anything was. */
function codesOf(diagnosis: Diagnosis): Pick<WordedDiagnosis, 'codes'> {
  const codes = 'mistakes' in diagnosis ? diagnosis.mistakes.flatMap(({ code }) => code ?? []) : [];
  return codes.length > 0 ? { codes } : {};
}

/** Each with its code, where it has one. */
function wrongWords(wrong: readonly Charged[]): Pick<WordedDiagnosis, 'wrong'> {
  return wrong.length > 0 ? { wrong: wrong.map(({ name, code }) => (code ? `${name} (${code})` : name)) } : {};
}

/** Diagnoses networks, and words what was found, in the order of the jobs. */
export async function diagnoseDifferences(
  jobs: readonly DiagnoseJob[],
  executor: Executor,
  options: Partial<RunOptions<DiagnoseJob>> = {},
): Promise<WordedDiagnosis[]> {
  if (jobs.length === 0) return []; // as is usual: the catalogue of mistakes is then not loaded
  const [{ toMarkdown, toText }, { wrongIn }] = await Promise.all([import('./diagnosis.ts'), import('./what-changed.ts')]);
  const found = await outcomesOf(executor, jobs, options);
  return found.map((diagnosis) => ({
    network: diagnosis.network,
    verdict: diagnosis.verdict,
    ...codesOf(diagnosis),
    ...wrongWords(wrongIn(diagnosis)),
    text: toText(diagnosis),
    markdown: toMarkdown(diagnosis),
  }));
}
