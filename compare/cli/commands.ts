import { count, Fault } from '../../src/fault.ts';
import { isOutOfMemory } from '../../src/host/out-of-memory.ts';
import { describeModel, parameterCount } from '../../src/model/model-spec.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { describeData } from '../../src/run/run-plan.ts';
import { fileOfTrained } from '../export/trained.ts';
import type { Comparison } from '../results/schema.ts';
import { compare } from '../run/compare.ts';
import type { CompareOptions, Prepared, SoFar } from '../run/told.ts';
import type { Training } from '../training/train.ts';
import { baselineOf } from './baseline.ts';
import { type RunTerminal, showRun, type Terminal } from './progress/show-run.ts';
import { NOT_WAITING, type Waiting } from './progress/waiting.ts';
import { keepStopped } from './report/keep-stopped.ts';
import { occupy } from './report/occupy.ts';
import { runFolder } from './report/run-folder.ts';
import { checkFolder, loadReport, writeReportSomewhere } from './report/write.ts';
import { reportersFrom } from './reporters.ts';

export type { Terminal };

export interface CompareCommandOptions {
  /** Told, whenever that changes, what keeps what there is where the run is stopped, and says so in a sentence. */
  onKept?(keep: () => string): void;
  /** Ends the run where it is. */
  readonly signal?: AbortSignal | undefined;
  /** What is shown until the run is prepared. */
  readonly waiting?: Waiting;
  /** Who trains with other seeds and at other widths, where not this machine. */
  readonly elsewhere?: CompareOptions['elsewhere'];
}

/**
 * Runs a comparison, showing it as it goes; writes the report. Where it fails, what had finished is kept as where it is stopped.
 * @returns the exit code
 */
export async function compareCommand(
  spec: RunSpec,
  terminal: RunTerminal,
  { onKept, signal, waiting = NOT_WAITING, elsewhere }: CompareCommandOptions = {},
): Promise<number> {
  const shown = showRun(spec, terminal);
  const began = new Date();
  const folderFor = (data: string) => runFolder(data, spec, began);
  let free = () => {};
  let prepared: Prepared | undefined;
  try {
    const reporters = reportersFrom(spec.reporter);
    if (spec.out !== undefined) free = occupy(spec.out);
    const baseline = await baselineOf(spec); // before this run is the latest
    const onPrepared = (told: Prepared) => {
      prepared = told;
      baseline?.check(told.name);
      checkFolder(folderFor(told.name).path); // before the time that a training takes
      waiting.stop();
      shown.onPrepared?.(told);
    };
    let keep: ((failure?: string) => string) | undefined;
    const onFinished = (soFar: SoFar) => {
      Promise.all([loadReport(), loadResult()]).catch(() => undefined); // while others still train; what is wrong with it is said where it is needed
      const kept = (failure?: string) => keepStopped(folderFor(prepared?.name ?? ''), () => soFar(failure));
      keep = kept;
      onKept?.(() => kept());
    };
    const trainings: Training[] = [];
    const onTraining = (training: Training) => void trainings.push(training);
    const told = { ...shown, onReading: waiting.onReading, onPrepared, onTraining, onFinished, elsewhere };
    const comparison = await compare(spec, { ...told, ...(signal && { signal }) }).catch((error: unknown) => {
      shown.stop();
      if (keep && !signal?.aborted) terminal.errors.write(`${keep(inOneLine(error))}\n`);
      throw error;
    });
    shown.stop();
    const { report, fault } = await writeReportSomewhere(folderFor(comparison.data.name), comparison, weightsOf(comparison, prepared, trainings));
    if (report) onKept?.(() => `The report was written: ${report}`);
    const { tell } = await loadResult();
    const exitCode = tell(comparison, { report, spec, reporters, baseline }, terminal);
    if (fault) throw fault;
    return exitCode;
  } catch (error) {
    throw isOutOfMemory(error) && !(error instanceof Fault) ? tooLarge(error as Error, spec, prepared) : error;
  } finally {
    waiting.stop();
    shown.stop();
    free();
  }
}

/** What shows a result, which no run needs before its end. */
const loadResult = () => import('./show-result.ts');

function weightsOf({ networks }: Comparison, prepared: Prepared | undefined, trainings: readonly Training[]): Uint8Array | undefined {
  const names = networks.map(({ name }) => name);
  return prepared && fileOfTrained(prepared.plan, names, trainings);
}

function inOneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
}

/** What was too large for the memory, as far as that was known when it ran out, and what helps. */
function tooLarge({ message }: Error, { hidden, batchSize, networks }: RunSpec, prepared: Prepared | undefined): Fault {
  const model = prepared
    ? `${count(parameterCount(prepared.plan.model), 'parameter')} (${describeModel(prepared.plan.model)})`
    : `hidden layers of ${hidden.join(', ') || 'no'} units`;
  const rows = prepared ? `, ${describeData(prepared.plan)}` : '';
  return new Fault(
    `Out of memory (${message.replace(/\.$/, '')}) with ${model}, batches of ${batchSize}, ${count(networks.length, 'network')}${rows}. ` +
      'A narrower --hidden, a smaller --batch-size, fewer rows or fewer --networks at a time need less.',
  );
}
