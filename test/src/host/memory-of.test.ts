import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { memoryOf } from '../../../src/host/memory-of.ts';

const MEGABYTE = 1024 * 1024;

it.skipIf(process.platform !== 'linux')('is that of a process and of all that it started, and of none that has ended', { timeout: 30_000 }, async () => {
  const grandchild = `const held = Buffer.alloc(200 * ${MEGABYTE}, 1); console.log('held'); setInterval(() => held, 1000)`;
  const child = spawn(
    process.execPath,
    ['-e', `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`],
    {
      detached: true,
    },
  );
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  expect(memoryOf(pid)).toBeGreaterThan(200 * MEGABYTE);
  expect(memoryOf(pid)).toBeLessThan(600 * MEGABYTE);
  process.kill(-pid, 'SIGKILL');
  await once(child, 'close');
  expect(memoryOf(pid)).toBe(0);
});
