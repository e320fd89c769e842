import { expect, it } from 'vitest';
import type { Ended } from '../../../compare/networks/options.ts';
import { processBackend } from '../../../compare/networks/process.ts';

const HOG = 'const held = Buffer.alloc(120e6, 1); setInterval(() => held, 1000);';

it.skipIf(process.platform !== 'linux')(
  'a program whose processes take too much memory together is ended, though none does alone',
  { timeout: 30_000 },
  async () => {
    const three = `for (let i = 0; i < 3; i++) require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(HOG)}]); setInterval(() => {}, 1000);`;
    const ended: Ended[] = [];
    const made = processBackend(
      { kind: 'command', name: 'hog', shown: 'hog', program: process.execPath, args: ['-e', three] },
      { cwd: '.', timeoutSeconds: 25, most: { line: 1e6, printed: 1e6, memory: 300 * 1024 * 1024 }, onEnded: (how) => void ended.push(how) },
    );
    await expect(made).rejects.toThrow('its processes took more than 300 MB of memory together.');
    expect(ended).toEqual(['flooded']);
  },
);
