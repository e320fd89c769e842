import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compareCommand } from '../../../../compare/cli/commands.ts';
import { showRun } from '../../../../compare/cli/progress/show-run.ts';
import type { Prepared } from '../../../../compare/run/told.ts';
import { parseRunSpec } from '../../../../src/run/config.ts';

/** Runs a small comparison off or on a terminal, and returns what was said on either stream. */
async function said(settings: Record<string, unknown>, terminal: { result?: boolean; errors?: boolean } = {}) {
  const out = await mkdtemp(join(tmpdir(), 'run-'));
  const spec = parseRunSpec({ data: 'penguins', epochs: 2, networks: 'scratch', kernel: 'blocked', hidden: '8', out, ...settings }, String);
  const texts = { result: '', errors: '' };
  const stream = (name: 'result' | 'errors') =>
    ({
      isTTY: terminal[name] ?? false,
      columns: 80,
      rows: 24,
      write: (text: string) => Boolean((texts[name] += text)),
      on() {},
    }) as unknown as NodeJS.WriteStream;
  const result = stream('result');
  const code = await compareCommand(spec, { stream: result, errors: stream('errors'), print: (text) => void result.write(`${text}\n`) });
  return { ...texts, code, out };
}

describe('a run', () => {
  it('shows header, epochs, curves, table', async () => {
    const { result, errors } = await said({});
    expect(result).toMatch(/^data +penguins: .*\n/);
    expect(result).toMatch(/^label +column 1 \(3 classes: /m);
    expect(result).toMatch(/^scratch +Epoch 02: /m);
    expect(result).toMatch(/^Train loss$/m);
    expect(result).toMatch(/│ Test accuracy +│/);
    expect(errors).toBe('');
  });

  it('with --quiet shows table, verdict and where the report is, on a terminal too', async () => {
    for (const onTerminal of [false, true]) {
      const { result: painted, errors } = await said({ quiet: true }, { result: onTerminal });
      const result = stripVTControlCharacters(painted);
      expect(result).toMatch(/^┌/);
      expect(result).toMatch(/\n\nReport: (.*)report\.md\nPage: {3}\1report\.html\n$/);
      expect(painted).not.toMatch(/Epoch|┤|penguins:|\u001b\[\?|\n\n\n/);
      expect(errors).toMatch(/^label: column 1 \(3 classes: 0 \d+, 1 \d+, 2 \d+\); as the data set says; features:\s4 numeric; \d+ rows\n$/);
    }
  });

  it('with --quiet says warnings beside the result', async () => {
    const written = { result: '', errors: '' };
    const stream = (name: 'result' | 'errors') =>
      ({ isTTY: false, write: (text: string) => Boolean((written[name] += text)) }) as unknown as NodeJS.WriteStream;
    const shown = showRun(parseRunSpec({ quiet: true }, String), { stream: stream('result'), errors: stream('errors'), print() {} });
    shown.onPrepared?.({ warnings: ["'x' never varies.", 'So few rows.'] } as unknown as Prepared);
    expect(written).toEqual({ result: '', errors: "Warning: 'x' never varies.\nWarning: So few rows.\n" });
  });

  it('with --sweep-width says how many widths are done', async () => {
    expect((await said({ sweepWidth: true, epochs: 1 })).result.match(/^widths: .*$/gm)).toEqual([1, 2, 3, 4, 5, 6, 7].map((done) => `widths: ${done} of 7`));
  });

  it.each<Record<string, unknown>>([{}, { quiet: true }, { json: true }])(
    'with --verbose and %j shows what a network of the reader’s own prints, beside the result; otherwise nothing of it',
    (settings) => {
      const told = (verbose: boolean) => {
        const written = { result: '', errors: '' };
        const stream = (name: 'result' | 'errors') =>
          ({ isTTY: false, write: (text: string) => Boolean((written[name] += text)) }) as unknown as NodeJS.WriteStream;
        showRun(parseRunSpec({ ...settings, verbose }, String), { stream: stream('result'), errors: stream('errors'), print() {} }).onOutput?.(
          'mine',
          'hello\n',
        );
        return written;
      };
      expect([told(true), told(false)]).toEqual([
        { result: '', errors: 'hello\n' },
        { result: '', errors: '' },
      ]);
    },
  );

  it('with --json prints results.json and nothing else', async () => {
    const { result, errors, out } = await said({ json: true });
    expect(result).toBe(await readFile(join(out, 'results.json'), 'utf8'));
    expect(JSON.parse(result)).toMatchObject({ version: 1, networks: [{ name: 'scratch' }] });
    expect(errors).toBe('');
  });

  it('with --json shows how far it is beside the result, where a terminal is there to show it', async () => {
    const { result, errors } = await said({ json: true }, { errors: true });
    expect(JSON.parse(result)).toMatchObject({ version: 1 });
    expect(errors).toContain('penguins');
    expect(errors).toMatch(/epoch +2\/2/);
  });

  it('with --json and --quiet shows nothing but the JSON', async () => {
    const { errors } = await said({ json: true, quiet: true }, { errors: true });
    expect(errors).toBe('');
  });

  it('with --seeds names the mistake of a network that differs, too, after the verdict', async () => {
    const { result } = await said({ seeds: '2', quiet: true, networks: ['scratch', 'document'] });
    expect(result).toMatch(/DIFFER: [^]*\ndocument: two mistakes found\.\n[^]*\nscratch: no mistake found\.\n/);
  });

  it('with --seeds says which seed was checked step by step, and keeps all of them', async () => {
    const { result, out } = await said({ seeds: '2' });
    expect(result).toMatch(/Seeds completed +│ +2 │/);
    expect(JSON.parse(await readFile(join(out, 'results.json'), 'utf8'))).toMatchObject({ settings: { seeds: 2 }, seeds: { seeds: [8, 9] } });
  });
});
