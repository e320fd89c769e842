// npm run readme: writes the options into README.md.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import { withOptions } from './readme.ts';

const path = join(packageRoot(), 'README.md');
await writeFile(path, await withOptions(await readFile(path, 'utf8')));
