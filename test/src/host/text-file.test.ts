import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { readText } from '../../../src/host/text-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('is UTF-8, without a byte order mark before it, with one inside', () => {
  writeFileSync(join(folder, 'run.json'), '\uFEFFä\uFEFF\n');
  expect(readText(join(folder, 'run.json'))).toBe('ä\uFEFF\n');
  writeFileSync(join(folder, 'run.json'), 'ä\uFEFF\n');
  expect(readText(join(folder, 'run.json'))).toBe('ä\uFEFF\n');
});

describe('a file that cannot be read is a fault', () => {
  it.each([
    ['that is not there', 'none.json', 'there is no such file'],
    ['that is a folder', '.', 'this is a folder, a file is expected'],
    ['of a name too long', 'x'.repeat(300), 'cannot be read (ENAMETOOLONG)'],
  ])('%s', (_, name, why) => {
    expect(() => readText(join(folder, name), '--config run.json')).toThrow(new Fault(`--config run.json: ${why}.`));
  });

  it.skipIf(process.platform === 'win32')('that is a pipe, which may never end', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(() => readText(join(folder, 'pipe'))).toThrow(
      new Fault(`${join(folder, 'pipe')}: this is not a regular file (but a pipe or a device). Save it to a file first.`),
    );
  });
});
