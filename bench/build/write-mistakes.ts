// npm run mistakes: writes docs/mistakes from the catalogue.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toldAll } from '../../compare/diagnose/catalogue/pages/told.ts';
import { mistakeFiles } from '../../compare/show/markdown/mistakes.ts';
import { packageRoot } from '../../src/host/package-root.ts';

const folder = join(packageRoot(), 'docs', 'mistakes');
await mkdir(folder, { recursive: true });
const files = mistakeFiles(toldAll());
for (const name of await readdir(folder)) if (name.endsWith('.md') && !files.has(name)) await rm(join(folder, name));
for (const [name, text] of files) await writeFile(join(folder, name), text);
