import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../../src/host/package-root.ts';

it('is where the package.json is whose version is this program’s', () => {
  expect(packageRoot()).toBe(fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, ''));
  expect(packageVersion()).toBe((JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version);
});
