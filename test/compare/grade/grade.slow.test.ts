import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../compare/grade/outcome.ts';
import { pythonWith } from '../networks/python.ts';
import { type Made, madeClass } from './class-maker.ts';
import { graded, lostBy } from './grading.ts';
import { hostileInJavaScript, hostileInPython, PORT, SECRET, SECRET_FILE, TRACE } from './hostile.ts';

const named = (made: readonly Omit<Made, 'name'>[]): Made[] => made.map((one, n) => ({ ...one, name: `hostile-${n}` }));

const wrap = ['--unshare-all', '--disable-userns', '--unshare-user', '--ro-bind', '/', '/', 'true'];
const boxed = spawnSync('bwrap', wrap).status === 0;
const why = boxed ? '' : ' (skipped: bubblewrap is not installed, or may not be used here: apt install bubblewrap)';
const python = pythonWith('numpy');
const isolation = boxed ? 'bubblewrap' : 'limits';

describe('a class', { timeout: 120_000 }, () => {
  const made = madeClass(7, { python: false });
  let outcomes: Map<string, Outcome>;
  beforeAll(async () => {
    outcomes = await graded(made, isolation);
  }, 120_000);

  it.each(made.map(({ name, status, wrong }) => ({ name, status, wrong })))('$name is $status, and loses points of $wrong alone', ({ name, status, wrong }) => {
    expect(outcomes.get(name)?.status).toBe(status);
    expect(lostBy(outcomes.get(name))).toEqual(wrong?.toSorted());
  });
});

describe.skipIf(!boxed)(`hostile submissions in bubblewrap${why}`, { timeout: 240_000 }, () => {
  const made = named([...hostileInJavaScript(), ...(python.found ? hostileInPython() : [])]);
  let outcomes: Map<string, Outcome>;
  let connections = 0;
  const listener = createServer((socket) => {
    connections++;
    socket.end();
  });
  beforeAll(async () => {
    rmSync(TRACE, { force: true });
    writeFileSync(SECRET_FILE, SECRET);
    await new Promise<void>((resolve) => listener.listen(PORT, '127.0.0.1', resolve));
    outcomes = await graded(made, 'bubblewrap');
  }, 240_000);
  afterAll(() => {
    listener.close();
    rmSync(SECRET_FILE, { force: true });
  });

  it('cost their own marks and nothing else', () => {
    const came = made.map(({ name }) => [name, outcomes.get(name)?.status]);
    expect(came).toEqual(made.map(({ name, status }) => [name, status]));
  });

  it('write nothing outside, read nothing of others, reach no network', () => {
    expect(existsSync(TRACE)).toBe(false);
    expect(JSON.stringify([...outcomes.values()])).not.toContain(SECRET);
    expect(connections).toBe(0);
  });
});

/** What Node's own permission model and the parent hold where there is no bubblewrap. */
describe('hostile JavaScript under limits alone', { timeout: 120_000 }, () => {
  it('loops, floods, writes and reads in vain', async () => {
    rmSync(TRACE, { force: true });
    writeFileSync(SECRET_FILE, SECRET);
    const made = named(hostileInJavaScript().filter(({ text }) => !text.includes('ppid') && !text.includes('net.connect')));
    const outcomes = await graded(made, 'limits');
    rmSync(SECRET_FILE, { force: true });
    expect(made.map(({ name }) => [name, outcomes.get(name)?.status])).toEqual(made.map(({ name, status }) => [name, status]));
    expect(existsSync(TRACE)).toBe(false);
    expect(JSON.stringify([...outcomes.values()])).not.toContain(SECRET);
  });
});
