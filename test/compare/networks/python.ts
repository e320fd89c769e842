import { spawnSync } from 'node:child_process';

export interface Python {
  /** Whether `python3` of the PATH imports all of these. */
  readonly found: boolean;
  /** For a test's name: ', skipped: python3 has no numpy', or nothing. */
  readonly why: string;
}

/** What the `python3` of the PATH has. Tests that need it are skipped without, and their names say why. */
export function pythonWith(...modules: string[]): Python {
  const { error, status } = spawnSync('python3', ['-c', modules.map((name) => `import ${name}`).join('\n')], { stdio: 'ignore', timeout: 60_000 });
  if (error) return { found: false, why: ' (skipped: there is no python3 on the PATH)' };
  return status === 0 ? { found: true, why: '' } : { found: false, why: ` (skipped: python3 has no ${modules.join(' or ')})` };
}
