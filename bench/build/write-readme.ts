// npm run readme: writes the options into docs/settings.md.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import { SETTINGS_PAGE, withOptions } from './readme.ts';

const path = join(packageRoot(), SETTINGS_PAGE);
await writeFile(path, await withOptions(await readFile(path, 'utf8')));
