import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareCommand } from '../../../../compare/cli/commands.ts';
import { showWaiting } from '../../../../compare/cli/progress/waiting.ts';
import { CLEAR_LINE } from '../../../../src/host/cursor.ts';
import { parseRunSpec } from '../../../../src/run/config.ts';

/** What is written to either stream while a run is waited for, and then when it is not. */
function said(settings: Record<string, unknown>, { terminal = true, columns = 80 } = {}) {
  const written = { result: [] as string[], errors: [] as string[] };
  const stream = (name: keyof typeof written) =>
    ({ isTTY: terminal, columns, write: (text: string) => Boolean(written[name].push(text)) }) as unknown as NodeJS.WriteStream;
  const waiting = showWaiting(parseRunSpec(settings, String), { stream: stream('result'), errors: stream('errors'), print() {} });
  waiting.stop();
  waiting.stop();
  return written;
}

describe('what a run is waited for', () => {
  it('is said on a terminal at once, and taken back once', () => {
    expect(said({})).toEqual({ result: ['Reading mnist-parity, starting scratch and tfjs …', CLEAR_LINE], errors: [] });
  });

  it('is how far a long file is read, in the place of what was said', () => {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 80, write: (text: string) => Boolean(written.push(text)) } as unknown as NodeJS.WriteStream;
    const waiting = showWaiting(parseRunSpec({ train: 'big.csv', networks: 'scratch' }, String), { stream, errors: stream, print() {} });
    waiting.onReading('big.csv', 43, 100);
    waiting.stop();
    expect(written).toEqual(['Reading big.csv, starting scratch …', `${CLEAR_LINE}Reading big.csv: 43 %`, CLEAR_LINE]);
  });

  it('is the data and the networks that were asked for', () => {
    expect(said({ data: 'digits', networks: 'scratch' }).result[0]).toBe('Reading digits, starting scratch …');
    expect(said({ train: 'a\u001b[2J.csv', network: './mine.ts' }).result[0]).toBe('Reading a\\u{1b}[2J.csv, starting scratch, tfjs and ./mine.ts …');
  });

  it('is cut to one line, of which all can be taken back', () => {
    expect(said({}, { columns: 20 }).result[0]).toBe('Reading mnist-parit');
  });

  it('goes where JSON does not', () => {
    expect(said({ json: true })).toEqual({ result: [], errors: [expect.stringMatching(/^Reading/), CLEAR_LINE] });
  });

  it('is not said where nothing can be written over, or where little, or the libraries’ own words, are to be said', () => {
    const nothing = { result: [], errors: [] };
    expect(said({}, { terminal: false })).toEqual(nothing);
    expect(said({ quiet: true })).toEqual(nothing);
    expect(said({ verbose: true })).toEqual(nothing);
  });
});

describe('a run takes it back', () => {
  /** Streams, and the moment when waiting ends, in the order in which they come. */
  async function orderOf(settings: Record<string, unknown>): Promise<string> {
    let order = '';
    const stream = { isTTY: false, columns: 80, write: (text: string) => Boolean((order += text)), on() {} } as unknown as NodeJS.WriteStream;
    const out = await mkdtemp(join(tmpdir(), 'waiting-'));
    const spec = parseRunSpec({ data: 'penguins', networks: 'scratch', kernel: 'blocked', hidden: '4', epochs: 1, out, ...settings }, String);
    const waiting = { onReading() {}, stop: () => void (order.includes('|') || (order += '|')) };
    await compareCommand(spec, { stream, errors: stream, print() {} }, { waiting }).catch(({ message }: Error) => (order += message));
    await rm(out, { recursive: true });
    return order;
  }

  it('before its header', async () => {
    expect(await orderOf({})).toMatch(/^\|data +penguins/);
  });

  it('and before a mistake in what was given is told', async () => {
    expect(await orderOf({ data: 'nowhere' })).toMatch(/^\|--data 'nowhere': there is no such file or folder/);
  });
});
