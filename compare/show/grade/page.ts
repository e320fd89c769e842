import { reportStyle } from '../../../src/host/report-assets.ts';
import { blocksHtml } from '../html/blocks.ts';
import { escapeHtml } from '../html/escape.ts';

/** Markdown of this program's own as a page in one file, in which nothing runs and nothing is loaded. */
export function pageHtml(title: string, markdown: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${reportStyle()}</style>
</head>
<body>
<main>
${blocksHtml(markdown, () => '')}
</main>
</body>
</html>
`;
}
