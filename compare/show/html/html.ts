import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { together } from '../../../src/fault.ts';
import type { Comparison } from '../../results/schema.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { blocksHtml, type PictureHtml } from './blocks.ts';
import { escapeHtml } from './escape.ts';
import { epochExplorer } from './interactive.ts';

/**
 * report.html: the Markdown report with its pictures inside, in one file that asks nothing of any network. Its
 * content-security policy lets no script run but report.js, by its hash, and nothing be loaded.
 */
export function htmlReport(comparison: Comparison, markdown: string, pictures: Pictures): string {
  const [script, css] = [asset('report.js'), asset('report.css')];
  const hash = createHash('sha256').update(script).digest('base64');
  const title = `${together(comparison.networks.map(({ name }) => name))} on ${comparison.data.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
<main>
${blocksHtml(markdown, pictureHtml(comparison, pictures))}
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** The files beside this one that are put into the page. */
function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
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
    const figure = `<figure data-picture="${escapeHtml(file)}">${named(picture.svg, picture.alt)}</figure>`;
    return file === last ? `${figure}\n${epochExplorer(comparison)}` : figure;
  };
}

/** In the page an SVG has no alt text beside it: it carries it itself. */
function named(svg: string, alt: string): string {
  return svg
    .replace(/ aria-label="[^"]*"/, () => ` aria-label="${escapeHtml(alt)}"`)
    .replace(' xmlns="http://www.w3.org/2000/svg"', '')
    .trim();
}
