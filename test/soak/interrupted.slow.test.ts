import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_REDIS, redisServer, type Server, WITHOUT_REDIS } from '../../bench/machines/redis-server.ts';
import type { Host } from '../../compare/cli/command-line.ts';
import { treeOf } from '../../compare/cli/completion/tree.ts';
import { compareProgram } from '../../compare/cli/program.ts';
import { stream } from '../../src/numbers/random.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { cliArguments } from '../run-cli.ts';
import { commandsWith, type Interrupted } from './commands.ts';
import { prepare } from './prepared.ts';
import { leftOn } from './terminal-left.ts';
import { onTheWay, torn } from './torn.ts';

/** INTERRUPTIONS=60 is the long way: so many of each kind, over all commands in turn. */
const TIMES = Number(process.env['INTERRUPTIONS'] ?? 1);
const python = pythonWith('pty');
const script = fileURLToPath(new URL('./moment.py', import.meta.url));

interface Ended {
  readonly code: number;
  readonly inTime: boolean;
  readonly hung: boolean;
  readonly sameModes: boolean;
  readonly screen: string;
  readonly left: readonly string[];
}

let before: string;
let server: Server | undefined;
beforeAll(async () => {
  before = mkdtempSync(join(tmpdir(), 'interrupted-'));
  if (HAS_REDIS) server = await redisServer();
  const prepared = join(before, 'prepared');
  await prepare(prepared);
  const { code, screen } = await ended(prepared, ['--train', 'train.csv', '--hidden', '4', '--epochs', '2', '--networks', 'scratch', '--out', 'run']);
  expect(code, screen).toBe(0);
}, 60_000);
afterAll(async () => {
  await server?.remove();
  rmSync(before, { recursive: true, force: true });
}, 120_000);

/** Where a program that runs in that folder has what is temporary. */
const temporaryOf = (cwd: string) => `${cwd}-tmp`;

/** Nothing of this process's but where things are. */
function environment(cwd: string, TMPDIR = temporaryOf(cwd)): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  mkdirSync(TMPDIR, { recursive: true });
  return { PATH, HOME, TMPDIR, TERM: 'xterm', LANG: 'C.UTF-8', MLP_COMPARE_SECRET: `of ${basename(cwd)} alone` };
}

async function ended(cwd: string, args: readonly string[], end: 'Ctrl-C' | 'SIGKILL' | 'nothing' = 'nothing', moment: number | string = 0): Promise<Ended> {
  const command = [script, String(moment), end, `${process.pid}-${cwd}`, process.execPath, ...cliArguments(...args)];
  const { stdout } = await promisify(execFile)('python3', command, { cwd, env: environment(cwd), maxBuffer: 1e8 });
  return JSON.parse(stdout) as Ended;
}

/** To its end: its own, or what it has to do. */
function toTheEnd(cwd: string, { args, until }: Interrupted): Promise<Ended> {
  return until === undefined ? ended(cwd, args) : ended(cwd, args, 'Ctrl-C', until);
}

const exitCodeOf = ({ exitCode, until }: Interrupted) => exitCode ?? (until === undefined ? 0 : 130);

/** Begins what runs beside a command. @returns ends it, or waits for its end, and expects that it ended well */
function startBeside({ name, beside }: Interrupted, cwd: string): () => Promise<void> {
  if (!beside) return async () => undefined;
  const env = environment(cwd, join(before, 'beside'));
  const child = spawn(process.execPath, cliArguments(...beside.args), { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const end = once(child, 'close') as Promise<[number | null]>;
  return async () => {
    if (beside.endsBy === 'SIGTERM') child.kill();
    const [code] = await end;
    // by the signal itself before it could listen
    expect.soft(beside.endsBy === 'itself' ? [0] : [143, null], `beside ${name}: ${said}`).toContain(code);
  };
}

function freshFolder(name: string, from = join(before, 'prepared')): string {
  const cwd = mkdtempSync(join(before, `${name.replace(/\W+/g, '-')}-`));
  cpSync(from, cwd, { recursive: true });
  return cwd;
}

/** How long a command takes to its end, and the folder that it leaves. */
async function whole(command: Interrupted) {
  const cwd = freshFolder(command.name);
  const endBeside = startBeside(command, cwd);
  const begun = performance.now();
  const { code, left, sameModes, screen } = await toTheEnd(cwd, command);
  const seconds = (performance.now() - begun) / 1000;
  await endBeside();
  expect({ code, left, sameModes }, screen).toEqual({ code: exitCodeOf(command), left: [], sameModes: true });
  return { cwd, seconds };
}

const wholes = new Map<Interrupted, ReturnType<typeof whole>>();

async function interrupt(command: Interrupted, end: 'Ctrl-C' | 'SIGKILL', share: number): Promise<boolean> {
  if (!wholes.has(command)) wholes.set(command, whole(command));
  const { cwd: complete, seconds } = (await wholes.get(command))!;
  const cwd = freshFolder(command.name, command.afterAnother ? complete : undefined);
  const endBeside = startBeside(command, cwd);
  const came = await ended(cwd, command.args, end, share * seconds);
  const told = `${command.name}, ${end} after ${(share * seconds).toFixed(2)} s: exit code ${came.code}\n${came.screen}`;
  const { left, hung, sameModes } = came;
  expect.soft({ left, hung, sameModes, torn: torn(cwd) }, told).toEqual({ left: [], hung: false, sameModes: true, torn: [] });
  const itsOwn = exitCodeOf(command);
  // by the signal itself, before anything of the program has run, or once all of it has
  const stopped = [itsOwn, 130, -2];
  if (end === 'Ctrl-C') {
    expect.soft(stopped, told).toContain(came.code);
    const temporary = readdirSync(temporaryOf(cwd)).filter((name) => !TSX_KEEPS.test(name));
    expect.soft({ onTheWay: onTheWay(cwd), temporary, terminal: leftOn(came.screen) }, told).toEqual(NOTHING_LEFT);
  }
  const finished = command.finished?.(cwd);
  const isThere = command.once !== undefined && existsSync(join(cwd, command.once));
  const again = await toTheEnd(cwd, command);
  await endBeside();
  const expected = isThere ? [2] : command.until === undefined ? [itsOwn] : stopped;
  expect.soft(expected, `${told}\n… and again:\n${again.screen}`).toContain(again.code);
  expect.soft(torn(cwd), told).toEqual([]);
  const now = command.finished?.(cwd);
  for (const [name, by] of finished ?? []) expect.soft(now?.get(name), `${told}: ${name} was finished, and is done again`).toBe(by);
  for (const folder of [cwd, temporaryOf(cwd)]) rmSync(folder, { recursive: true, force: true });
  return came.inTime;
}

const TSX_KEEPS = /^tsx-\d+$/; // what it has compiled, for its next time
const NOTHING_LEFT = { onTheWay: [], temporary: [], terminal: [] };

it('every command of --help is ended here', () => {
  const host = { argv: [], env: {}, stdout: new PassThrough(), stderr: new PassThrough() } as unknown as Host;
  const all = treeOf(compareProgram(host, () => {})).map(({ at }) => at.trim());
  const ours = commandsWith('redis://127.0.0.1').map(({ args }) => args.join(' '));
  expect(all.filter((words) => !ours.some((args) => (words === '' ? args.startsWith('-') : `${args} `.startsWith(`${words} `))))).toEqual([]);
});

describe.skipIf(!python.found || process.platform !== 'linux')(`a command that is ended at any moment${python.why}${WITHOUT_REDIS}`, () => {
  it.each(['SIGKILL', 'Ctrl-C'] as const)(
    `leaves no torn file, no process and the terminal as it was, loses nothing finished, and does its work when asked again: %s, ${TIMES} times`,
    { timeout: 120_000 * (TIMES + 2) },
    async (end) => {
      const commands = commandsWith(server?.url);
      const random = stream(TIMES, `interrupted by ${end}`);
      let inTime = 0;
      for (let i = 0; i < TIMES; i++) {
        const command = commands[TIMES < commands.length ? Math.floor(random.uniform(0, commands.length)) : i % commands.length]!;
        if (await interrupt(command, end, random.uniform(0, 1))) inTime++;
      }
      if (TIMES >= commands.length) console.log(`${end}: ${TIMES} over ${commands.length} commands, ${inTime} before the end`);
    },
  );
});
