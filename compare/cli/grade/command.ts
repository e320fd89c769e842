import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { count, Fault, list, quoted, together } from '../../../src/fault.ts';
import { REPORTS } from '../../../src/run/settings/result.ts';
import { summaryOf } from '../../grade/class.ts';
import { grade } from '../../grade/grade.ts';
import { DEFAULT_RUBRIC, REVEALS, type Rubric, readRubric } from '../../grade/rubric.ts';
import { openStore } from '../../grade/store.ts';
import { submissionsIn } from '../../grade/submission.ts';
import { STATUS_WORDS } from '../../show/grade/feedback.ts';
import { textOptions } from '../../show/terminal/text-options.ts';
import { wrap } from '../../show/words/wrap.ts';
import { wholeFrom1 } from '../options.ts';
import { showCount } from '../progress/count-progress.ts';
import type { RunTerminal } from '../progress/show-run.ts';
import type { QueueArguments } from '../queue/options.ts';
import { withQueue } from '../queue/with-queue.ts';
import { withGrader } from './with-grader.ts';
import { REPORTERS, type Reporter, writeClass } from './write.ts';

/** The options as commander gives them. */
export interface GradeArguments extends QueueArguments {
  readonly rubric?: string;
  readonly reveal?: string;
  readonly reporter?: readonly string[];
  readonly one?: true;
  readonly isolation: string;
  readonly python?: string;
  readonly workers?: string;
  readonly out?: string;
}

export interface GradeSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told in a sentence what is kept, whenever that changes. */
  onKept(told: string): void;
  readonly signal?: AbortSignal | undefined;
}

/** Judges a class and writes what came of it. Wrong submissions are no failure of the command. */
export async function gradeCommand(paths: readonly string[], given: GradeArguments, terminal: RunTerminal, around: GradeSurroundings): Promise<void> {
  const rubric = rubricFor(paths, given.rubric);
  const reveal = given.reveal === undefined ? rubric.reveal : oneOf('--reveal', given.reveal, REVEALS);
  const reporters = (given.reporter ?? []).map((name): Reporter => oneOf('--reporter', name, REPORTERS));
  const isolation = oneOf('--isolation', given.isolation, ['bubblewrap', 'limits'] as const);
  const submissions = submissionsIn(paths, { each: given.one === true });
  const folder = given.out ?? join(REPORTS, 'grade');
  const workers = given.workers === undefined ? undefined : wholeFrom1('--workers', given.workers);
  const tell = (line: string) => void terminal.errors.write(`${line}\n`);
  await withQueue(given, around.env, tell, (coordinator) =>
    withGrader({ submissions, rubric, isolation, python: given.python, coordinator }, terminal, async (judging) => {
      const store = openStore(join(folder, 'outcomes'));
      around.onKept(`What was judged is kept in ${store.folder}: the same command goes on.`);
      const progress = showCount(terminal.errors, 'submissions');
      try {
        const outcomes = await grade(submissions, {
          ...{ rubric, isolation, by: judging.by, store, atOnce: judging.atOnce ?? workers, signal: around.signal },
          onOutcome: (done, of, outcome) =>
            progress.update(done, of, outcome ? undefined : done > 0 ? `${done} of ${of} submissions were judged already.` : undefined),
        });
        progress.stop();
        const annotations = await writeClass(outcomes, { folder, rubric, reveal, isolation: judging.isolation(), reporters, env: around.env });
        around.onKept(`The results were written: ${folder}`);
        for (const line of annotations) terminal.print(line);
        const { width } = textOptions(terminal.stream);
        terminal.print(`${told(outcomes, width)}\n\n${wrap(`Results: ${join(folder, 'class.html')}, ${join(folder, 'class.csv')}`, width)}`);
      } finally {
        progress.stop();
      }
    }),
  );
}

function told(outcomes: Parameters<typeof summaryOf>[0], width: number): string {
  const { submissions, statuses, median, toTalkAbout } = summaryOf(outcomes);
  const each = Object.entries(statuses).map(([status, n]) => `${n} ${STATUS_WORDS[status as keyof typeof STATUS_WORDS]}`);
  const lines = [
    `${count(submissions, 'submission')}: ${together(each)}${median === null ? '' : `; median ${median.toFixed(1)} %`}.`,
    ...toTalkAbout.map(({ code, name, by }) => `- ${code ? `${code}: ` : ''}${name} (${by.length})`),
  ];
  return lines.map((line) => wrap(line, width)).join('\n');
}

/** The rubric that is named; else rubric.yaml beside the submissions; else the one that ships. @throws Fault */
function rubricFor(paths: readonly string[], named: string | undefined): Rubric {
  if (named !== undefined) return readRubric(named);
  const [first = '.'] = paths;
  const beside = existsSync(first) && statSync(first).isDirectory() ? join(first, 'rubric.yaml') : undefined;
  return beside !== undefined && existsSync(beside) ? readRubric(beside) : DEFAULT_RUBRIC;
}

function oneOf<T extends string>(option: string, came: string, known: readonly T[]): T {
  const found = known.find((one) => one === came);
  if (found !== undefined) return found;
  throw new Fault(`${option}: expected one of ${list(known)}, got ${quoted(came)}.`);
}
