import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JUMPING } from '../faults/jumping-clock.ts';
import { cliArguments } from '../run-cli.ts';
import { commandsWith, type Interrupted } from './commands.ts';
import { prepare } from './prepared.ts';
import { onTheWay, torn } from './torn.ts';

const PLAIN = ['--bind', '/', '/', '--dev-bind', '/dev', '/dev', '--proc', '/proc'];
const boxes = spawnSync('bwrap', [...PLAIN, '--size', '4096', '--tmpfs', '/tmp', 'true']).status === 0;

/** The long way alone: each is a program of its own, four times over. */
const long = process.env['INTERRUPTIONS'] !== undefined;
const commands = commandsWith().filter(({ until }) => until === undefined);
const writing = commands.filter(({ writes }) => writes !== undefined);

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe.skipIf(!long)(`every command, in places where others fail${long ? '' : ' (skipped: npm run soak runs it)'}`, { timeout: 180_000 }, () => {
  let [folder, prepared]: [string, string] = ['', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'places-'));
    prepared = join(folder, 'prepared');
    await prepare(prepared);
    await run(prepared, { args: ['--train', 'train.csv', '--hidden', '4', '--epochs', '2', '--networks', 'scratch', '--out', 'run'] });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

  function fresh(): string {
    const cwd = mkdtempSync(join(folder, 'in-'));
    cpSync(prepared, cwd, { recursive: true });
    return cwd;
  }

  /** @param before what goes before the program: a box */
  function run(cwd: string, { args }: Pick<Interrupted, 'args'>, before: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const [program = '', ...more] = [...before, process.execPath, ...cliArguments(...args)];
    const { PATH } = process.env;
    return new Promise((resolve) => {
      execFile(program, more, { cwd, env: { PATH, LANG: 'C.UTF-8', ...env }, maxBuffer: 1e8 }, (error, stdout, stderr) =>
        resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  }

  const ownCode = ({ exitCode = 0 }: Interrupted) => exitCode;
  const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

  /** What a box is to do before the program begins: fill the disk. */
  const FULL = ['sh', '-c', 'head -c 65536 /dev/zero > "$0/.filler"; exec "$@"'];

  describe.skipIf(!boxes)('that writes', () => {
    it.each(writing.map((command) => [command.name, command] as const))('%s: a disk that is full is told in a line', async (_, command) => {
      const cwd = fresh();
      const place = join(cwd, command.writes ?? '');
      mkdirSync(place, { recursive: true });
      const filled = command.once === undefined ? [...FULL, place] : []; // that refuses a folder with anything in it, and writes much
      const { exitCode, stderr } = await run(cwd, command, ['bwrap', ...PLAIN, '--size', '65536', '--tmpfs', place, '--chdir', cwd, ...filled]);
      expect({ exitCode, said: lastLine(stderr) }).toEqual({ exitCode: 2, said: expect.stringContaining('the disk is full (ENOSPC)') as string });
      expect(stderr).not.toMatch(/^ +at /m);
    });

    it.each(writing.map((command) => [command.name, command] as const))('%s: a folder that is read-only is told in a line', async (_, command) => {
      const cwd = fresh();
      const { exitCode, stderr } = await run(cwd, command, ['bwrap', ...PLAIN, '--ro-bind', cwd, cwd, '--chdir', cwd]);
      expect({ exitCode, said: lastLine(stderr) }).toEqual({ exitCode: 2, said: expect.stringContaining('it is read-only (EROFS)') as string });
      expect(stderr).not.toMatch(/^ +at /m);
    });
  });

  it.each(commands.map((command) => [command.name, command] as const))('%s: needs no HOME, and a clock that jumps does not disturb it', async (_, command) => {
    const cwd = fresh();
    const ended = await run(cwd, command, [], { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(JUMPING)}` });
    expect(ended, ended.stderr).toMatchObject({ exitCode: ownCode(command) });
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/-\d+(?:\.\d+)? (?:s|min|h)\b|NaN|Invalid Date/);
    expect(torn(cwd)).toEqual([]);
  });

  it.each(writing.map((command) => [command.name, command] as const))(
    '%s: two at once into one folder are both done, or one is refused',
    async (_, command) => {
      const cwd = fresh();
      const both = await Promise.all([run(cwd, command), run(cwd, command)]);
      expect(both.map(({ exitCode }) => exitCode)).toContain(ownCode(command));
      for (const { exitCode, stderr } of both) {
        if (exitCode !== ownCode(command)) expect({ exitCode, said: lastLine(stderr) }).toEqual({ exitCode: 2, said: expect.stringMatching(/\.$/) as string });
        expect(stderr).not.toMatch(/^ +at /m);
      }
      expect({ torn: torn(cwd), onTheWay: onTheWay(cwd) }).toEqual({ torn: [], onTheWay: [] });
      expect(readdirSync(cwd).filter((name) => name.endsWith('-stopped'))).toEqual([]);
    },
  );
});
