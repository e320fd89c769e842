import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stream } from '../../src/numbers/random.ts';
import { madeClass, writeMade } from '../compare/grade/class-maker.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { cliArguments } from '../run-cli.ts';
import { COMMANDS, type Interrupted } from './commands.ts';
import { onTheWay, torn } from './torn.ts';

/** INTERRUPTIONS=60 is the long way: so many of each kind, over all commands in turn. */
const TIMES = Number(process.env['INTERRUPTIONS'] ?? 1);
const python = pythonWith('pty');
const script = fileURLToPath(new URL('./moment.py', import.meta.url));

interface Ended {
  readonly code: number;
  readonly inTime: boolean;
  readonly sameModes: boolean;
  readonly screen: string;
  readonly left: readonly string[];
}

let before: string;
beforeAll(async () => {
  before = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const prepared = join(before, 'prepared');
  mkdirSync(prepared);
  writeFileSync(join(prepared, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}\n`).join(''));
  writeMade(join(prepared, 'class'), madeClass(3, { python: false }));
  const { code, screen } = await ended(prepared, ['--train', 'train.csv', '--hidden', '4', '--epochs', '2', '--networks', 'scratch', '--out', 'run']);
  expect(code, screen).toBe(0);
}, 60_000);
afterAll(() => rmSync(before, { recursive: true, force: true }));

async function ended(cwd: string, args: readonly string[], end: 'Ctrl-C' | 'SIGKILL' | 'nothing' = 'nothing', seconds = 0): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const command = [script, String(seconds), end, `${process.pid}-${cwd}`, process.execPath, ...cliArguments(...args)];
  const { stdout } = await promisify(execFile)('python3', command, { cwd, env: { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8' }, maxBuffer: 1e8 });
  return JSON.parse(stdout) as Ended;
}

function freshFolder(name: string): string {
  const cwd = mkdtempSync(join(before, `${name.replace(/\W+/g, '-')}-`));
  cpSync(join(before, 'prepared'), cwd, { recursive: true });
  return cwd;
}

/** How long a command takes to its end, its exit code, and the folder that it leaves. */
async function whole({ name, args }: Interrupted) {
  const cwd = freshFolder(name);
  const begun = performance.now();
  const { code, left, sameModes, screen } = await ended(cwd, args);
  expect({ code, left, sameModes }, screen).toEqual({ code: name === 'diagnose' ? 1 : 0, left: [], sameModes: true });
  return { cwd, code, seconds: (performance.now() - begun) / 1000 };
}

const wholes = new Map<Interrupted, ReturnType<typeof whole>>();

async function interrupt(command: Interrupted, end: 'Ctrl-C' | 'SIGKILL', share: number): Promise<boolean> {
  if (!wholes.has(command)) wholes.set(command, whole(command));
  const { cwd: complete, code, seconds } = (await wholes.get(command))!;
  const cwd = freshFolder(command.name);
  if (command.afterAnother) cpSync(complete, cwd, { recursive: true });
  const came = await ended(cwd, command.args, end, share * seconds);
  const told = `${command.name}, ${end} after ${(share * seconds).toFixed(2)} s: exit code ${came.code}\n${came.screen}`;
  expect.soft({ left: came.left, sameModes: came.sameModes, torn: torn(cwd) }, told).toEqual({ left: [], sameModes: true, torn: [] });
  if (end === 'Ctrl-C') {
    // by the signal itself, before anything of the program has run, or once all of it has
    expect.soft([code, 130, -2], told).toContain(came.code);
    expect.soft(onTheWay(cwd), told).toEqual([]);
    expect.soft(came.screen.lastIndexOf('\u001b[?25h'), told).toBeGreaterThanOrEqual(came.screen.lastIndexOf('\u001b[?25l'));
  }
  const finished = command.finished?.(cwd);
  const isThere = command.once !== undefined && existsSync(join(cwd, command.once));
  const again = await ended(cwd, command.args);
  expect.soft({ code: again.code, torn: torn(cwd) }, `${told}\n… and again:\n${again.screen}`).toEqual({ code: isThere ? 2 : code, torn: [] });
  const now = command.finished?.(cwd);
  for (const [name, by] of finished ?? []) expect(now?.get(name), `${told}: ${name} was finished, and is done again`).toBe(by);
  rmSync(cwd, { recursive: true });
  return came.inTime;
}

describe.skipIf(!python.found || process.platform !== 'linux')(`a command that is ended at any moment${python.why}`, () => {
  it.each(['SIGKILL', 'Ctrl-C'] as const)(
    `leaves no torn file, no process and the terminal as it was, loses nothing finished, and does its work when asked again: %s, ${TIMES} times`,
    { timeout: 120_000 * (TIMES + 2) },
    async (end) => {
      const random = stream(TIMES, `interrupted by ${end}`);
      let inTime = 0;
      for (let i = 0; i < TIMES; i++) {
        const command = COMMANDS[TIMES < COMMANDS.length ? Math.floor(random.uniform(0, COMMANDS.length)) : i % COMMANDS.length]!;
        if (await interrupt(command, end, random.uniform(0, 1))) inTime++;
      }
      if (TIMES >= COMMANDS.length) console.log(`${end}: ${TIMES} over ${COMMANDS.length} commands, ${inTime} before the end`);
    },
  );
});
