import { WEIGHTS_FILE } from '../../export/trained.ts';
import { toJson } from '../../results/file.ts';
import type { Comparison } from '../../results/schema.ts';
import { withVisibleNames } from '../../results/visible-names.ts';
import { htmlReport } from '../../show/html/html.ts';
import { markdownReport } from '../../show/markdown/markdown.ts';
import { drawPictures } from '../../show/pictures/pictures.ts';
import type { ReportFiles } from './replace.ts';

/** All that a report is of, by file. */
export function filesOf(comparison: Comparison, weights: Uint8Array | undefined): ReportFiles {
  const shown = withVisibleNames(comparison);
  const pictures = drawPictures(shown);
  const drawn = Object.values(pictures)
    .flat()
    .map(({ file, svg }): [string, string] => [file, svg]);
  return new Map<string, string | Uint8Array>([
    ...drawn,
    ...(weights ? ([[WEIGHTS_FILE, weights]] as const) : []),
    ['report.md', markdownReport(shown, pictures)],
    ['report.html', htmlReport(shown, pictures)],
    ['results.json', toJson(comparison)],
  ]);
}
