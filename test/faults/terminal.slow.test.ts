import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speaker, ZEROS } from '../compare/networks/fixtures.ts';
import { pythonWith } from '../compare/networks/python.ts';
import { cliArguments } from '../run-cli.ts';

const python = pythonWith('pty');
const onTerminal = fileURLToPath(new URL('./terminal.py', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  await writeFile(join(folder, 'train.csv'), Array.from({ length: 50 }, (_, r) => `${(r * 17) % 53},${(r * 7) % 10},${'abc'[r % 3]}`).join('\n'));
  const slowly = '(Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300), n++ > 3 ? oh() : 1)';
  await writeFile(
    join(folder, 'ends.cjs'),
    speaker({ create: '(weights = q.initial, {})', weights: 'weights', predict: ZEROS('q.X.rows', 3), step: slowly }, 'let weights, n = 0;'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly exitCode: number;
  readonly screen: string;
}

function run(size: readonly [columns: number, rows: number], awaited: string, end: string, args: readonly string[]): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const command = [onTerminal, ...size.map(String), awaited, end, process.execPath, ...cliArguments(...args)];
  const env = { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile('python3', command, { cwd: folder, env, maxBuffer: 1e8 }, (error, screen) => resolve({ exitCode: error ? Number(error.code) : 0, screen }));
  });
}

/** What a program turned off and on of a terminal, and left: the cursor (25) and the wrapping of lines (7). */
function leftAt(screen: string): Record<string, string> {
  return Object.fromEntries([...screen.matchAll(/\u001b\[\?(\d+)([hl])/g)].map(([, mode, set]) => [mode, set === 'h' ? 'on' : 'off']));
}

const LOW = [80, 8] as const; // bars
const HIGH = [100, 40] as const; // curves
const small = ['--train', 'train.csv', '--hidden', '4', '--batch-size', '8', '--networks', 'scratch'];
const long = [...small, '--epochs', '100000'];
const manySeeds = [...small, '--epochs', '2000', '--seeds', '300']; // more than end in the seconds that a busy machine may take to stop them
const longWidths = [...small, '--epochs', '20000', '--sweep-width'];
const cells = ['explain', '--data', 'penguins', '--from', 'init=he-normal', '--to', 'init=glorot-uniform', '--workers', '1', '--seeds'];

/** A bar over so many that shows `least` or more: it is drawn a few times a second, and may pass over any one number. */
function atLeast(least: number, bar: string, of: number): string {
  return `${bar} .* ([${least}-9]|[1-9]\\d+)/${of}`;
}

describe.skipIf(!python.found).concurrent(`the terminal is left as it was found${python.why}`, { timeout: 120_000 }, () => {
  it.each<[string, readonly [number, number], string, string, readonly string[], number]>([
    ['bars, to their end', LOW, 'epoch', 'nothing', [...small, '--epochs', '3', '--out', 'a'], 0],
    ['bars, to their end with seeds and widths', LOW, 'epoch', 'nothing', [...small, '--epochs', '2', '--seeds', '2', '--sweep-width', '--out', 'b'], 0],
    ['curves, to their end', HIGH, 'epoch', 'nothing', [...small, '--epochs', '3', '--out', 'c'], 0],
    ['bars, a network that throws', LOW, 'epoch', 'nothing', [...small, '--epochs', '3', '--network', 'node ends.cjs', '--out', 'd'], 2],
    ['curves, a network that throws', HIGH, 'epoch', 'nothing', [...small, '--epochs', '3', '--network', 'node ends.cjs', '--out', 'e'], 2],
    ['bars, Ctrl-C', LOW, 'val_acc 0', 'Ctrl-C', [...long, '--out', 'f'], 130],
    ['bars, SIGTERM', LOW, 'val_acc 0', 'SIGTERM', [...long, '--out', 'g'], 143],
    ['curves, Ctrl-C', HIGH, 'val_acc 0', 'Ctrl-C', [...long, '--out', 'h'], 130],
    ['curves, SIGTERM', HIGH, 'val_acc 0', 'SIGTERM', [...long, '--out', 'i'], 143],
    ['bars beside JSON, Ctrl-C', LOW, 'val_acc 0', 'Ctrl-C', [...long, '--json', '--out', 'j'], 130],
    ['seeds, Ctrl-C', LOW, atLeast(3, 'seeds', 300), 'Ctrl-C', [...manySeeds, '--out', 'k'], 130],
    ['seeds, SIGTERM', LOW, atLeast(3, 'seeds', 300), 'SIGTERM', [...manySeeds, '--out', 'l'], 143],
    ['widths, Ctrl-C', LOW, atLeast(1, 'widths', 7), 'Ctrl-C', [...longWidths, '--out', 'm'], 130],
    ['widths, SIGTERM', LOW, atLeast(1, 'widths', 7), 'SIGTERM', [...longWidths, '--out', 'n'], 143],
    ['an explanation, to its end', LOW, 'trainings', 'nothing', [...cells, '2', '--set', 'epochs=1,hidden=4,networks=scratch', '--out', 'o'], 0],
    ['an explanation, Ctrl-C', LOW, 'trainings', 'Ctrl-C', [...cells, '300', '--set', 'epochs=100,hidden=4,networks=scratch', '--out', 'p'], 130],
    ['an explanation, SIGTERM', LOW, 'trainings', 'SIGTERM', [...cells, '300', '--set', 'epochs=100,hidden=4,networks=scratch', '--out', 'q'], 143],
  ])('%s', async (_, size, awaited, end, args, exitCode) => {
    const ended = await run(size, awaited, end, args);
    expect(ended.exitCode, ended.screen).toBe(exitCode);
    const left = leftAt(ended.screen);
    expect(left['25'], ended.screen).toBe('on'); // it was hidden meanwhile
    expect(left['7'] ?? 'on').toBe('on');
  });

  it('and what is seen of a run that is stopped says what it kept', async () => {
    const { screen } = await run(LOW, atLeast(4, 'seeds', 300), 'Ctrl-C', [...manySeeds, '--out', 'kept']);
    expect(screen).toMatch(
      /\nStopped\. The results of scratch are kept in kept-stopped\/results\.json, without \d+ of 300 seeds: the same command runs it all again\./,
    );
    const { stopped, seeds } = JSON.parse(await readFile(join(folder, 'kept-stopped', 'results.json'), 'utf8')) as {
      stopped: string[];
      seeds: { seeds: number[] };
    };
    expect(stopped).toEqual([`${300 - seeds.seeds.length} of 300 seeds`]);
    expect(seeds.seeds.length).toBeGreaterThanOrEqual(4);
  });
});
