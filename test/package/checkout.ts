import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/host/package-root.ts';

/** Copies what is in the repository, as it now is, and nothing that was made of it. @param ignored what is left out of it, at its root */
export function copyCheckout(to: string, ignored: readonly string[] = []): void {
  const root = packageRoot();
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  for (const path of stdout.split('\0').filter(Boolean)) {
    if (!ignored.includes(path.split('/')[0] ?? '') && existsSync(join(root, path))) cpSync(join(root, path), join(to, path));
  }
}
