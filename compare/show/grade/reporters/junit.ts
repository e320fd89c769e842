import type { Outcome } from '../../../grade/outcome.ts';
import type { Reveal, Rubric } from '../../../grade/rubric.ts';
import { junitOf } from '../../reporters/junit.ts';
import type { Outcome as Kind, ReportedTest } from '../../reporters/reported.ts';
import { type ShownItem, shownItems } from '../shown.ts';

/** A suite for each submission, a case for each item. */
export function junitXml(outcomes: readonly Outcome[], rubric: Rubric, reveal: Reveal): string {
  const suites = outcomes.map((outcome) => ({ name: outcome.name, tests: shownItems(outcome, rubric, reveal).map(tested) }));
  return junitOf(rubric.title, suites);
}

function tested(item: ShownItem): ReportedTest {
  return { name: item.says, outcome: kindOf(item), told: item.told, type: item.status };
}

function kindOf({ status, points }: ShownItem): Kind {
  // biome-ignore format: a table, a case a line
  switch (status) {
    case 'passed': return 'passed';
    case 'failed': return points === null ? 'skipped' : 'failure';
    case 'not run': return 'skipped';
    default: return 'error';
  }
}
