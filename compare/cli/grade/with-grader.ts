import { Fault } from '../../../src/fault.ts';
import { calledAs } from '../../../src/host/called-as.ts';
import { CLEAR_LINE } from '../../../src/host/cursor.ts';
import type { Wanted } from '../../grade/box/probe.ts';
import { type Grader, graders } from '../../grade/graders.ts';
import { withBox } from '../../grade/make-box.ts';
import type { Rubric } from '../../grade/rubric.ts';
import type { Submission } from '../../grade/submission.ts';
import { prepareWorkers } from '../../networks/backends.ts';
import type { Coordinator } from '../../queue/coordinator.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import { isLively } from '../progress/progress.ts';
import type { RunTerminal } from '../progress/show-run.ts';

/** Who judges. */
export interface Judging {
  readonly by: Grader;
  /** Submissions side by side; as many as this machine has cores if absent. */
  readonly atOnce?: number;
  /** How submissions are kept apart, as is known once they are judged. */
  isolation(): { readonly kind: Wanted; readonly holds: readonly string[]; readonly lacks: readonly string[] };
}

export interface JudgingOptions {
  readonly submissions: readonly Submission[];
  readonly rubric: Rubric;
  readonly isolation: Wanted;
  readonly python?: string | undefined;
  readonly coordinator?: Coordinator | undefined;
}

/** Hands on who judges: threads of this machine, or the workers of a queue. @throws Fault where submissions cannot be kept apart here */
export async function withGrader<T>(options: JudgingOptions, terminal: RunTerminal, use: (judging: Judging) => Promise<T>): Promise<T> {
  return options.coordinator ? use(await onQueue(options, options.coordinator)) : here(options, terminal, use);
}

async function here<T>({ submissions, rubric, isolation, python }: JudgingOptions, terminal: RunTerminal, use: (judging: Judging) => Promise<T>): Promise<T> {
  prepareWorkers();
  const isWaiting = isLively(terminal.errors);
  if (isWaiting) terminal.errors.write('Trying what submissions run in …');
  return await withBox(submissions, rubric, { isolation, python }, async (box) => {
    if (isWaiting) terminal.errors.write(CLEAR_LINE);
    const { kind, holds, lacks } = box.isolation;
    const notHeld = lacks.length > 0 ? ` Not held: ${lacks.join('; ')}.` : '';
    terminal.print(wrap(`Each submission is kept apart (${kind}): ${holds.join('; ')}.${notHeld}`, textOptions(terminal.stream).width));
    const pool = graders({ rubric, box });
    return await use({ by: pool.grade, isolation: () => box.isolation }).finally(pool.close);
  });
}

async function onQueue({ submissions, rubric, isolation, python }: JudgingOptions, coordinator: Coordinator): Promise<Judging> {
  if (python !== undefined) throw new Fault(`--python: with --queue each worker has its own: ${calledAs('compare', ['worker', '--python python3.12'])}`);
  const { queueGrader } = await import('../../queue/grader.ts');
  const { grade: by, kept } = queueGrader(coordinator, rubric, isolation);
  const unknown = { holds: ['as the workers said when these were judged'], lacks: [] };
  return { by, atOnce: submissions.length, isolation: () => ({ kind: isolation, ...(kept() ?? unknown) }) };
}
