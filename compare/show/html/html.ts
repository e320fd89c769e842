import { together } from '../../../src/fault.ts';
import { reportScript, reportStyle } from '../../../src/host/report-assets.ts';
import { sha256 } from '../../../src/host/sha256.ts';
import { toBase64 } from '../../inside/quantise.ts';
import type { Comparison } from '../../results/schema.ts';
import { markdownReport } from '../markdown/markdown.ts';
import { drawPictures, type Pictures } from '../pictures/pictures.ts';
import { blocksHtml, type PictureHtml } from './blocks.ts';
import { withContents } from './contents.ts';
import { escapeHtml } from './escape.ts';
import { figureHtml } from './figure.ts';
import { epochExplorer } from './interactive.ts';

/**
 * report.html: the Markdown report with its pictures inside, each with its numbers, in one file that asks nothing of any network. Its
 * content-security policy lets no script run but report.js, by its hash, and nothing be loaded. Nothing here needs Node: a page makes it too.
 * @param comparison its names fit to be shown, as `withVisibleNames` makes them
 */
export function htmlReport(comparison: Comparison, pictures: Pictures = drawPictures(comparison)): string {
  const [script, css] = [reportScript(), reportStyle()];
  const title = `${together(comparison.networks.map(({ name }) => name))} on ${comparison.data.name}`;
  const wrong = (comparison.diagnoses ?? []).flatMap((diagnosis) => diagnosis.wrong ?? []);
  const body = blocksHtml(markdownReport(comparison, pictures, { by: 'page' }), pictureHtml(comparison, pictures), wrong);
  const { contents, html } = withContents(body);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${toBase64(sha256(script))}'">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#report">To the result</a>
${contents}
<main id="report" tabindex="-1">
${html}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** The last of the learning curves is followed by the slider that goes with them. */
function pictureHtml(comparison: Comparison, pictures: Pictures): PictureHtml {
  const byFile = new Map(
    Object.values(pictures)
      .flat()
      .map((picture) => [picture.file, picture]),
  );
  const last = pictures.curves.at(-1)?.file;
  return (file) => {
    const picture = byFile.get(file);
    if (!picture) return '';
    return file === last ? `${figureHtml(picture)}\n${epochExplorer(comparison)}` : figureHtml(picture);
  };
}
