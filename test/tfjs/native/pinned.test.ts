import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../src/host/package-root.ts';
import { excerptOf, excerptPath, pinned } from '../../../tfjs/native/pinned.ts';
import { installedVersion, temporaryRoot, write } from './workshop.ts';

const lockOf = (version: string) => JSON.stringify({ packages: { 'node_modules/@tensorflow/tfjs-node': { version, integrity: 'sha512-pinned' } } });

/** What is asked of a lock, of every package that it could be asked of. */
function askedOf(root: string): unknown {
  const { version, integrity, versionOf } = pinned(root);
  const { dependencies } = (
    JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dependencies: Record<string, string> }>;
    }
  ).packages['node_modules/@tensorflow/tfjs-node']!;
  return { version, integrity, versions: Object.keys(dependencies).map(versionOf) };
}

it('reads the same from what the build leaves for the package as from the lock, of which no more is left than that', () => {
  const asPackage = temporaryRoot();
  rmSync(join(asPackage, 'package-lock.json'));
  const text = JSON.stringify(excerptOf(packageRoot()));
  write(excerptPath(asPackage), text);
  expect(askedOf(asPackage)).toEqual(askedOf(packageRoot()));
  expect(askedOf(asPackage)).toMatchObject({ version: installedVersion, integrity: expect.stringMatching(/^sha512-/) as string });
  expect(text.length).toBeLessThan(2000);
});

it('asks for the version of TensorFlow.js that is installed, whose hash is known if the lock has that version', () => {
  const root = temporaryRoot();
  expect(pinned(root)).toMatchObject({ version: installedVersion, integrity: 'sha512-pinned' });
  write(join(root, 'package-lock.json'), lockOf('4.0.0'));
  expect(pinned(root)).toMatchObject({ version: installedVersion, integrity: undefined });
});
