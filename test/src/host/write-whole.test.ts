import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWhole } from '../../../src/host/write-whole.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'whole-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('replaces a file rather than writing over it: who reads the earlier one reads it to its end', () => {
  const path = join(folder, 'a.json');
  writeFileSync(path, 'earlier');
  const earlier = openSync(path, 'r');
  writeWhole(path, 'new');
  expect(readFileSync(earlier, 'utf8')).toBe('earlier');
  closeSync(earlier);
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['a.json']]);
});

it.skipIf(process.platform === 'win32')('writes into what is no file, and leaves it what it is', () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reading = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeWhole(path, 'piped');
  const bytes = Buffer.alloc(9);
  expect(bytes.toString('utf8', 0, readSync(reading, bytes))).toBe('piped');
  closeSync(reading);
  expect(statSync(path).isFIFO()).toBe(true);
});

it.skipIf(process.platform === 'win32')('makes a file executable where that is asked for', () => {
  const path = join(folder, 'run');
  writeWhole(path, '#!/bin/sh\n', 0o755);
  expect(statSync(path).mode & 0o777).toBe(0o755);
});
