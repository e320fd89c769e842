import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../src/fault.ts';
import { ran, succeeds } from './command.ts';

/** What publint and are-the-types-wrong say of the tarball. @throws Fault with the first thing that they complain of */
export async function checkTaken(root: string, tarball: string): Promise<string> {
  await succeeds('npx', ['publint', '--strict', tarball], { cwd: root });
  await succeeds('npx', ['attw', tarball, '--profile', 'esm-only'], { cwd: root });
  return '';
}

interface Bill {
  readonly bomFormat?: unknown;
  readonly components?: readonly unknown[];
}

/** The bill of materials of what is installed to run it. @returns how much that is; @throws Fault where npm makes none */
export async function billOf(root: string): Promise<string> {
  const { bomFormat, components = [] } = JSON.parse(await succeeds('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { cwd: root })) as Bill;
  if (bomFormat !== 'CycloneDX') throw new Fault(`npm sbom: expected one in the form of CycloneDX, got ${String(bomFormat)}.`);
  return `${components.length} packages`;
}

/** Known weaknesses of what is installed to run it. @returns what was not asked, where the registry answers no such question; @throws Fault with what was found */
export async function checkAudited(root: string): Promise<string> {
  const { exitCode, output } = await ran('npm', ['audit', '--omit', 'dev', '--audit-level', 'high'], { cwd: root });
  if (exitCode === 0) return '';
  if (output.includes('npm error audit endpoint')) return 'not asked: the registry answers no such question';
  throw new Fault(`npm audit: ${output.trim().replace(/\s*\n\s*/g, ' ')}`);
}

/** Builds the package in Python, without a word of warning. @returns what was built, or why nothing was; @throws Fault */
export async function buildPython(root: string, folder: string): Promise<string> {
  const { exitCode } = await ran('python3', ['-c', 'import setuptools, pip'], { cwd: root }).catch(() => ({ exitCode: 1 }));
  if (exitCode !== 0) return 'left out: there is no Python with pip and setuptools here';
  const [copy, wheels] = [join(folder, 'python'), join(folder, 'wheels')];
  await mkdir(wheels);
  await succeeds('cp', ['-r', join(root, 'python'), copy], { cwd: root }); // it is built where it lies
  const said = await succeeds('python3', ['-m', 'pip', 'wheel', '-v', '--no-deps', '--no-build-isolation', '--no-index', '-w', wheels, copy], { cwd: folder });
  const warning = /^.*Deprecat.*$/m.exec(said)?.[0].trim();
  if (warning !== undefined) throw new Fault(`python/pyproject.toml: ${warning}`);
  return (await readdir(wheels)).join(', ');
}
