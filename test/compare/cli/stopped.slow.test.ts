import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCommand } from '../../../compare/cli/commands.ts';
import { keepStopped } from '../../../compare/cli/report/keep-stopped.ts';
import { readResults, toJson } from '../../../compare/results/file.ts';
import { type Comparison, comparisonSchema } from '../../../compare/results/schema.ts';
import { compare } from '../../../compare/run/compare.ts';
import { markdownReport } from '../../../compare/show/markdown/markdown.ts';
import { verdictWords } from '../../../compare/show/words/finals.ts';
import { verdicts } from '../../../compare/show/words/verdict.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { moduleWith } from '../networks/fixtures.ts';
import { networkResult, tinyComparison } from '../tiny-comparison.ts';

/** What there would be to keep, had the run been stopped at each moment at which more was finished. */
async function moments(settings: Record<string, unknown>): Promise<{ finished: Comparison[]; whole: Comparison }> {
  const finished: Comparison[] = [];
  const spec = parseRunSpec({ data: 'penguins', hidden: [3], epochs: 2, batchSize: 64, ...settings }, (option) => option);
  const whole = await compare(spec, { onFinished: (soFar) => void finished.push(soFar()) });
  return { finished, whole };
}

const namesOf = ({ networks }: Comparison) => networks.map(({ name }) => name);

describe('a run that is stopped', { timeout: 60_000 }, () => {
  it('has the networks that had finished, then what was found of them, and knows what it had yet to do', async () => {
    const { finished, whole } = await moments({ tfjsRuntime: 'cpu', seeds: 3, sweepWidth: true });
    const rest = ['2 of 3 seeds', '7 of 7 widths'];
    const [first] = finished;
    const other = namesOf(first!)[0] === 'scratch' ? 'tfjs' : 'scratch';
    expect(namesOf(first!)).toHaveLength(1);
    expect(first!.stopped).toEqual([`the training of ${other}`, 'checks of parity', '3 of 3 seeds', '7 of 7 widths']);
    expect(finished.slice(1).map(({ stopped }) => stopped)).toEqual([
      ['checks of parity', ...rest],
      rest,
      rest,
      ['1 of 3 seeds', '7 of 7 widths'],
      ['7 of 7 widths'],
      ...[6, 5, 4, 3, 2, 1].map((n) => [`${n} of 7 widths`]),
      [],
      [],
    ]);
    for (const comparison of finished) expect(() => comparisonSchema.parse(JSON.parse(toJson(comparison)))).not.toThrow();
    for (const comparison of finished.slice(1)) expect(namesOf(comparison)).toEqual(['scratch', 'tfjs']);
    expect(finished[4]!.seeds?.seeds).toHaveLength(2);
    expect(whole.stopped).toBeUndefined();
    expect({ ...finished.at(-1), stopped: undefined, finished: undefined }).toEqual({ ...whole, stopped: undefined, finished: undefined });
  });

  it.each(['onEpoch', 'onCheck', 'onSeed', 'onSwept'] as const)('by a signal from a program ends with its reason, at %s', async (moment) => {
    const stop = new AbortController();
    const spec = parseRunSpec({ data: 'penguins', hidden: [3], epochs: 2, tfjsRuntime: 'cpu', seeds: 3, sweepWidth: true }, String);
    const abort = { [moment]: () => stop.abort(new Error('enough')) };
    await expect(compare(spec, { ...abort, signal: stop.signal })).rejects.toThrow('enough');
  });

  it('has the same results of a network as the whole run', async () => {
    const {
      finished: [first],
      whole,
    } = await moments({ networks: ['scratch'] });
    expect(first!.networks).toEqual(whole.networks);
    expect(first!.inside).toEqual(whole.inside);
  });

  it('is called stopped, with what is missing, wherever a verdict is told', () => {
    const stopped = tinyComparison({ networks: [networkResult('scratch')], parity: [], mcnemar: [], stopped: ['the training of tfjs', 'checks of parity'] });
    const sentence = 'STOPPED: the run ended without the training of tfjs and checks of parity. The same command runs it all again.';
    expect(verdicts(stopped)).toEqual([sentence]);
    expect(verdictWords(verdicts(stopped))).toBe('stopped');
    expect(markdownReport(stopped)).toContain(`> ${sentence}`);
  });
});

describe('what had finished is kept', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'stopped-'))));
  afterEach(() => rm(folder, { recursive: true }));
  const stopped = tinyComparison({ networks: [networkResult('scratch')], parity: [], mcnemar: [], stopped: ['the training of tfjs'] });

  it('beside the folder of the report, so that a whole report of before stays; it says where, what is missing and how to go on', async () => {
    const out = join(folder, 'out');
    await mkdir(out);
    await writeFile(join(out, 'results.json'), toJson(tinyComparison()));
    for (const given of [out, `${out}/`]) {
      expect(keepStopped({ path: given, isOwn: false }, () => stopped).replaceAll(`${folder}/`, '')).toBe(
        'The results of scratch are kept in out-stopped/results.json, without the training of tfjs: the same command runs it all again. ' +
          'A report of them: npm run compare -- report out-stopped/results.json',
      );
    }
    expect((await readdir(folder)).sort()).toEqual(['out', 'out-stopped']);
    expect(await readResults(join(folder, 'out-stopped', 'results.json'))).toEqual(stopped);
    expect(await readFile(join(out, 'results.json'), 'utf8')).toBe(toJson(tinyComparison()));
  });

  it('or says why it could not be', async () => {
    await writeFile(join(folder, 'file'), '');
    const out = join(folder, 'file', 'out');
    expect(keepStopped({ path: out, isOwn: false }, () => stopped)).toBe(
      `What was finished could not be kept in ${out}-stopped: a file is in the way (ENOTDIR).`,
    );
  });
});

describe('a network that fails when another has finished', { timeout: 60_000 }, () => {
  it('costs nothing of the other: its results are kept, with what failed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'failed-'));
    const [module, flag, out] = ['mine.mjs', 'finished', 'out'].map((name) => join(folder, name)) as [string, string, string];
    const waiting = `while (!existsSync(${JSON.stringify(flag)})) await new Promise((resolve) => setTimeout(resolve, 20));`;
    const mine = moduleWith({ step: `: async () => { ${waiting} throw new Error('no more'); }` }, "import { existsSync } from 'node:fs';");
    await writeFile(module, mine);
    const spec = parseRunSpec({ data: 'penguins', hidden: [3], epochs: 2, networks: ['scratch', module], quiet: true, out }, String);
    const errors = new PassThrough() as unknown as NodeJS.WriteStream;
    const run = compareCommand(spec, { stream: errors, errors, print() {} }, { onKept: () => void writeFile(flag, '') });
    await expect(run).rejects.toThrow(Fault);
    expect(String(errors.read())).toContain(
      `The results of scratch are kept in ${out}-stopped/results.json, without the training of mine and checks of parity`,
    );
    const kept = await readResults(join(`${out}-stopped`, 'results.json'));
    expect(namesOf(kept)).toEqual(['scratch']);
    expect(kept.warnings.at(-1)).toMatch(/mine\.mjs:\d+:\d+.*no more/);
    await rm(folder, { recursive: true });
  });
});
