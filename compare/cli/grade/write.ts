import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Fault } from '../../../src/fault.ts';
import { whyNotWritten } from '../../../src/host/cannot-write.ts';
import type { Isolation } from '../../grade/box/isolation.ts';
import { summaryOf } from '../../grade/class.ts';
import type { Outcome } from '../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../grade/rubric.ts';
import { classCsv, classJson } from '../../show/grade/class-table.ts';
import { feedbackMarkdown } from '../../show/grade/feedback.ts';
import { overviewMarkdown } from '../../show/grade/overview.ts';
import { pageHtml } from '../../show/grade/page.ts';
import { classroom50Json } from '../../show/grade/reporters/classroom50.ts';
import { githubAnnotations, githubSummary } from '../../show/grade/reporters/github.ts';
import { gradescopeJson } from '../../show/grade/reporters/gradescope.ts';
import { junitXml } from '../../show/grade/reporters/junit.ts';

export const REPORTERS = ['gradescope', 'junit', 'classroom50', 'github'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** What is written, and for whom. */
export interface Writing {
  readonly folder: string;
  readonly rubric: Rubric;
  readonly reveal: Reveal;
  readonly isolation: Pick<Isolation, 'kind' | 'holds' | 'lacks'>;
  readonly reporters: readonly Reporter[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Writes the class table, always; the pages; and what the reporters ask for. @returns lines for a workflow's log
 * @throws Fault if the folder cannot be written
 */
export async function writeClass(outcomes: readonly Outcome[], { folder, rubric, reveal, isolation, reporters, env }: Writing): Promise<string[]> {
  const summary = summaryOf(outcomes);
  const names = fileNames(outcomes);
  const files = new Map([
    ['class.csv', classCsv(outcomes, rubric)],
    ['class.json', classJson(outcomes, rubric, isolation)],
  ]);
  for (const outcome of outcomes) {
    const markdown = feedbackMarkdown(outcome, rubric, reveal);
    const path = `feedback/${names.get(outcome.name)}`;
    files.set(`${path}.md`, markdown).set(`${path}.html`, pageHtml(`${rubric.title}: ${outcome.name}`, markdown));
    const several = outcomes.length > 1 ? `${names.get(outcome.name)}/` : '';
    if (reporters.includes('gradescope')) files.set(`gradescope/${several}results.json`, gradescopeJson(outcome, rubric, reveal));
    if (reporters.includes('classroom50')) files.set(`classroom50/${several}result.json`, classroom50Json(outcome, rubric, env, new Date()));
  }
  const pages = new Map(outcomes.map(({ name }) => [name, `feedback/${names.get(name)}.html`]));
  files.set('class.html', pageHtml(rubric.title, overviewMarkdown(summary, outcomes, rubric, isolation, pages)));
  if (reporters.includes('junit')) files.set('junit.xml', junitXml(outcomes, rubric, reveal));
  const isOnGithub = reporters.includes('github');
  if (isOnGithub) files.set('summary.md', githubSummary(overviewMarkdown(summary, outcomes, rubric, isolation, new Map()), summary));
  try {
    for (const [path, text] of files) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFileAtomic(join(folder, path), text);
    }
  } catch (error) {
    throw new Fault(
      `${folder}: the results cannot be written there: ${whyNotWritten(error)}. What was judged is kept: once there is room, the same command goes on.`,
    );
  }
  return isOnGithub ? githubAnnotations(outcomes, rubric, reveal) : [];
}

/** A file's name for each submission: letters, digits, dots and dashes, no two the same. */
function fileNames(outcomes: readonly Outcome[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    outcomes.map(({ name }) => {
      const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '') || 'submission';
      let unique = plain;
      for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${plain}-${n}`;
      taken.add(unique.toLowerCase());
      return [name, unique];
    }),
  );
}
