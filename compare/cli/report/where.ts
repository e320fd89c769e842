import { dirname, join } from 'node:path';

/** Where a report is: the file that GitHub renders, and the page beside it. @param report its report.md */
export function whereText(report: string): string {
  return `Report: ${report}\nPage:   ${join(dirname(report), 'report.html')}`;
}
