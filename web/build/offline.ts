import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WEB } from './bundle.ts';

/** Characters of a file above which it is kept only once it was asked for. */
const LARGE = 1_500_000;

const MANIFEST = {
  name: 'mlp-compare: what is wrong with your network?',
  short_name: 'mlp-compare',
  description: 'Paste a neural network written by hand, and see the first wrong tensor and the mistake that makes it so.',
  start_url: './index.html',
  scope: './',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#1f5fbf',
  icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
};

/** What makes the site one that is there without a network: its manifest, and the worker that keeps its files. */
export function offline(files: ReadonlyMap<string, string>, version: string): Map<string, string> {
  const kept = [...files].filter(([, text]) => text.length < LARGE).map(([name]) => name);
  const worker = readFileSync(join(WEB, 'service-worker.js'), 'utf8');
  const given = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify([...kept, 'manifest.webmanifest'])};\n`;
  return new Map([
    ['manifest.webmanifest', JSON.stringify(MANIFEST, null, 1)],
    ['service-worker.js', given + worker],
  ]);
}
