// npm run api: writes docs/api.md.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';
import { API_PAGE, apiPage } from './api-page.ts';

await writeFile(join(packageRoot(), API_PAGE), apiPage());
