import { escapeHtml } from '../../compare/show/html/escape.ts';

/** A page of the site, around what is its own. */
export interface PageParts {
  readonly title: string;
  readonly description: string;
  /** Which entry of the navigation it belongs to. */
  readonly current: (typeof NAVIGATION)[number]['name'];
  /** From the page to the folder of the site: '' or '../'. */
  readonly root: '' | '../';
  /** Under assets/, without its ending. */
  readonly script: string;
  readonly main: string; // HTML
}

const NAVIGATION = [
  { name: 'Diagnose', file: 'index.html' },
  { name: 'Compare', file: 'compare.html' },
  { name: 'Explain', file: 'explain.html' },
  { name: 'Learn', file: 'learn/index.html' },
] as const;

/**
 * Nothing comes from elsewhere, and nothing goes there, whatever a script might be made to do. Text is made code in one place alone, the sandbox's
 * worker, whose frame inherits this policy and adds its own.
 */
const POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** The colours that were chosen, before anything is painted. */
const EARLY_THEME = "try{const t=localStorage.getItem('mlp-compare: theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}";

/** The whole HTML of a page. */
export function shell({ title, description, current, root, script, main }: PageParts): string {
  const links = NAVIGATION.map(({ name, file }) => `<a href="${root}${file}"${name === current ? ' aria-current="page"' : ''}>${name}</a>`);
  return `<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · mlp-compare</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="color-scheme" content="light dark">
<script>${EARLY_THEME}</script>
<link rel="stylesheet" href="${root}assets/style.css">
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="manifest" href="${root}manifest.webmanifest">
<script defer src="${root}assets/${script}.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="${root}index.html">mlp-compare</a>
<nav aria-label="Pages">${links.join('\n')}</nav>
<button id="theme" type="button" class="quiet" hidden>Auto</button>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<p id="announced" class="unseen" role="status" aria-live="polite"></p>
<footer><p>Everything runs in this page: nothing that you paste or drop leaves your machine.</p></footer>
</body>
</html>
`;
}
