import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, Fault, list } from '../src/fault.ts';
import { dateOfRelease } from './changelog.ts';
import { succeeds } from './command.ts';

/** That what is released is what is committed. @returns the commit; @throws Fault that names what is not */
export async function checkClean(root: string): Promise<string> {
  const changed = (await succeeds('git', ['status', '--porcelain'], { cwd: root })).split('\n').filter((line) => line !== '');
  if (changed.length > 0) {
    const files = changed.map((line) => line.slice(3));
    throw new Fault(`${count(files.length, 'file is', 'files are')} not as committed: ${list(files)}. Commit, or remove what is not to be released.`);
  }
  return (await succeeds('git', ['rev-parse', '--short', 'HEAD'], { cwd: root })).trim();
}

interface Manifest {
  readonly version: string;
  readonly repository?: unknown;
  readonly bugs?: unknown;
}

export function manifestOf(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

/** That package.json, its lock and CHANGELOG.md tell one version. @returns it with its date; @throws Fault */
export function checkVersion(root: string): string {
  const { version } = manifestOf(root);
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Manifest;
  if (lock.version !== version)
    throw new Fault(`package-lock.json: expected version ${version}, as package.json has it, got ${lock.version}: run npm install.`);
  return `${version}, ${dateOfRelease(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version)}`;
}

/** What package.json still owes those who find the package: where it comes from, and where to tell of a fault. */
export function owed({ repository, bugs }: Manifest): string[] {
  return [...(repository === undefined ? ['repository'] : []), ...(bugs === undefined ? ['bugs'] : [])];
}
