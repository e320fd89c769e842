import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { filtered, type HistoryFilter } from '../../../../compare/cli/history/filter.ts';
import { readRun, storedRuns } from '../../../../compare/cli/history/runs.ts';
import { summariseSeeds } from '../../../../compare/repeat/summarise.ts';
import { toJson } from '../../../../compare/results/file.ts';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { diffText } from '../../../../compare/show/terminal/diff-text.ts';
import { historyText } from '../../../../compare/show/terminal/history-text.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { OPTIONS, pairs } from '../../repeat/made-up.ts';
import { diverged, networkResult, tinyComparison } from '../../tiny-comparison.ts';

const plain = { width: 100, colours: palette(false, {}) };
let reports: string;

async function keep(name: string, comparison: Comparison): Promise<string> {
  await mkdir(join(reports, name));
  await writeFile(join(reports, name, 'results.json'), toJson(comparison));
  return join(reports, name);
}

beforeEach(async () => {
  reports = await mkdtemp(join(tmpdir(), 'reports-'));
});

/** As `finished` has it, at noon where we are. */
const noon = (day: number) => new Date(2026, 0, day, 12).toISOString();

describe('history', () => {
  it('lists runs, the newest first: when, data, settings that are not the default, accuracies, verdict, folder', async () => {
    await keep('old', tinyComparison({ finished: noon(3) }));
    await keep('new', tinyComparison({ finished: noon(4), settings: { data: 'penguins', epochs: 50 } }));
    const lines = historyText(await storedRuns(reports), plain).split('\n');
    expect(lines[0]).toMatch(/^when +data +settings +test accuracy +verdict$/);
    expect(lines[1]).toMatch(/^2026-01-04 12:00 +penguins +defaults +scratch 0\.7500 ▁▅█ +in parity$/);
    expect(lines[2]!.trim()).toBe('tfjs    0.5000 ▁▅█');
    expect(lines[3]!.trim()).toBe(join(reports, 'new'));
    expect(lines[4]).toMatch(/^2026-01-03 12:00 +penguins +batch-size 4, epochs 3 +scratch/);
  });

  it('shows a dash for what diverged, and means over seeds', async () => {
    await keep('diverged', tinyComparison({ finished: noon(1), networks: [diverged('scratch'), networkResult('tfjs')] }));
    await keep('seeds', tinyComparison({ finished: noon(2), seeds: summariseSeeds(pairs([0.5, 0.5], [0.75, 0.75]), OPTIONS) }));
    const text = historyText(await storedRuns(reports), plain);
    expect(text).toMatch(/scratch 0\.6250 ▁▅█ +in parity, equal/);
    expect(text).toMatch(/scratch {6}– ▄ +diverged, in parity/);
  });

  it('names what it cannot read, and passes over folders of other things', async () => {
    await keep('fine', tinyComparison({ finished: noon(1) }));
    await mkdir(join(reports, 'other'));
    await mkdir(join(reports, 'torn'));
    await writeFile(join(reports, 'torn', 'results.json'), '{"version": 1,');
    const text = historyText(await storedRuns(reports), plain);
    expect(text).toContain('fine');
    expect(text).toMatch(/^Not listed: .*torn.results\.json is not JSON: .*Was it cut short\?$/m);
    expect(text).not.toContain('other');
  });

  it('stands one run beneath the other where a table has no room, each network in a line of its own', async () => {
    const folder = await keep('a', tinyComparison({ finished: noon(3), settings: { data: 'penguins', learningRate: 0.001, hidden: [32, 16, 8] } }));
    expect(historyText(await storedRuns(reports), { ...plain, width: 60 })).toBe(
      [
        '2026-01-03 12:00  penguins  in parity',
        '  scratch 0.7500 ▁▅█ (test accuracy)',
        '  tfjs    0.5000 ▁▅█',
        '  hidden 32,16,8, learning-rate 0.001',
        `  ${folder}`,
      ].join('\n'),
    );
  });

  it('fits 80 columns, and breaks no folder', async () => {
    const folder = await keep(
      'a-very-long-name-'.repeat(6),
      tinyComparison({ finished: noon(1), settings: { data: 'penguins', learningRate: 0.001, hidden: [32, 16, 8], activation: ['tanh'] } }),
    );
    const lines = historyText(await storedRuns(reports), { ...plain, width: 80 }).split('\n');
    expect(lines.filter((line) => line.length > 80).map((line) => line.trim())).toEqual([folder]);
  });

  it('of no folder is one clear line; of an empty one says so', async () => {
    await expect(storedRuns(join(reports, 'none'))).rejects.toThrow(/none: there is no such folder\. No run has been made from here yet\.$/);
    expect(historyText(await storedRuns(reports), plain)).toBe('No such runs.');
  });

  it('lists those alone that are asked for', async () => {
    await keep('first', tinyComparison({ finished: noon(1) }));
    await keep('second', tinyComparison({ finished: noon(2), networks: [diverged('mine')], parity: [] }));
    await keep('third', tinyComparison({ finished: noon(3), data: { ...tinyComparison().data, name: 'iris' } }));
    const all = await storedRuns(reports);
    const asked = (filter: HistoryFilter) => filtered(all, filter).runs.map(({ folder }) => basename(folder));
    expect(asked({})).toEqual(['third', 'second', 'first']);
    expect(asked({ data: 'Penguins' })).toEqual(['second', 'first']);
    expect(asked({ network: 'mine' })).toEqual(['second']);
    expect(asked({ verdict: 'in-parity' })).toEqual(['third', 'first']);
    expect(asked({ since: '2026-01-02' })).toEqual(['third', 'second']);
    expect(asked({ last: '1', data: 'penguins' })).toEqual(['second']);
    expect(() => asked({ since: 'May' })).toThrow("--since: expected a day, such as 2026-11-28, got 'May'.");
    expect(() => asked({ last: '0' })).toThrow("--last: expected a whole number from 1, got '0'.");
  });

  it('takes the time of the file where a run does not say when it ended', async () => {
    const run = await readRun(await keep('old', tinyComparison()));
    expect(Math.abs(run.finished.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

describe('diff', () => {
  const diff = async (a: Comparison, b: Comparison) => {
    await keep('a', a);
    await keep('b', b);
    return diffText(await readRun('a', reports), await readRun(join(reports, 'b', 'results.json')), plain);
  };

  it('says what changed in the configuration first, defaults filled in, then the results, then the verdicts', async () => {
    const text = await diff(
      tinyComparison({ settings: { data: 'penguins', epochs: 3 } }),
      tinyComparison({
        settings: { data: 'penguins', epochs: 3, hidden: [8] },
        networks: [networkResult('scratch', { test: { ...networkResult('scratch').test!, loss: 0.25, accuracy: 1 } }), networkResult('tfjs')],
      }),
    );
    expect(text).toContain('Configuration\nhidden\n  A  64,64\n  B  8\n\nscratch\n');
    expect(text).toMatch(/Test accuracy +│ 0\.7500 │ 1\.0000 │ \+0\.2500/);
    expect(text).toMatch(/Test loss +│ 0\.3750 │ 0\.2500 │ −0\.1250/);
    expect(text.indexOf('Configuration')).toBeLessThan(text.indexOf('Test accuracy'));
    expect(text.indexOf('Test accuracy')).toBeLessThan(text.indexOf('Verdict of A'));
  });

  it('tells what no setting decided: data, runtimes, versions', async () => {
    const text = await diff(tinyComparison(), tinyComparison({ program: { version: '1.3.0', node: 'v24.0.0' } }));
    expect(text).toContain('program\n  A  mlp-compare 1.2.3, Node v20.0.0\n  B  mlp-compare 1.3.0, Node v24.0.0');
  });

  it('of the same run twice: the same configuration, and every epoch the same', async () => {
    const text = await diff(tinyComparison(), tinyComparison());
    expect(text).toContain('Configuration\nThe same in both.');
    expect(text.match(/Every epoch is the same in both, to the last bit\./g)).toHaveLength(2);
  });

  it('shows how the file of a network changed, as code and line by line, and where the curves went', async () => {
    const mine = (text: string, accuracy: number) => {
      const epochs = networkResult('mine').epochs.map((epoch) => ({ ...epoch, validationAccuracy: accuracy }));
      return tinyComparison({ networks: [networkResult('mine', { epochs, source: { file: 'mine.py', text } })], parity: [] });
    };
    const text = await diff(mine('import numpy\n\n\tdZ = (p - y) / B / B\n\x1b[2J\n', 0.5), mine('import numpy\n\n\tdZ = (p - y) / B\n\x1b[2J\n', 0.75));
    expect(text).toContain(
      ['Code of mine (mine.py)', '@@ line 1 → 1 @@', ' import numpy', '', '-    dZ = (p - y) / B / B', '+    dZ = (p - y) / B', ' \\u{1b}[2J'].join('\n'),
    );
    expect(text).toMatch(/^mine: validation accuracy by epoch\n── A {3}•• B\n +0\.750┤/m);
    expect(text.indexOf('Code of')).toBeLessThan(text.indexOf('by epoch'));
  });

  it('draws curves that no chart would tell apart once, and those that it would each by itself', async () => {
    const run = (accuracies: Readonly<Record<string, number>>) =>
      tinyComparison({
        networks: Object.entries(accuracies).map(([name, last]) => {
          const [first, ...rest] = networkResult(name).epochs;
          return networkResult(name, { epochs: [first!, ...rest.map((epoch) => ({ ...epoch, validationAccuracy: last }))] });
        }),
        parity: [],
      });
    const text = await diff(run({ scratch: 0.5, tfjs: 0.5, mine: 0.5 }), run({ scratch: 0.75, tfjs: 0.751, mine: 0.8 }));
    expect(text.match(/^.*: validation accuracy by epoch$/gm)).toEqual([
      'scratch and tfjs, whose curves coincide: validation accuracy by epoch',
      'mine: validation accuracy by epoch',
    ]);
  });

  it.each([
    [['scratch', 'tfjs'], /^scratch and tfjs, which came to the same\n┌/m],
    [['scratch'], /^scratch\n┌[^]*^tfjs\n┌/m],
  ])('has one table for networks that came to the same in both: %j', async (names, table) => {
    const run = (networks: readonly string[]) => tinyComparison({ networks: networks.map((name) => networkResult(name)), parity: [] });
    expect(await diff(run(['scratch', 'tfjs']), run(names))).toMatch(table);
  });

  it('does not call epochs the same where one loss differs in its last bit', async () => {
    const epochs = networkResult('scratch').epochs.map((epoch) => ({ ...epoch, trainLoss: epoch.trainLoss + 2 ** -52 }));
    const text = await diff(tinyComparison(), tinyComparison({ networks: [networkResult('scratch', { epochs }), networkResult('tfjs')] }));
    expect(text.match(/Every epoch is the same/g)).toHaveLength(1);
  });

  it('shows a network that one of them has alone, and one that diverged, with dashes', async () => {
    const text = await diff(
      tinyComparison({ networks: [diverged('scratch')], parity: [] }),
      tinyComparison({ networks: [networkResult('scratch'), networkResult('mine')], parity: [] }),
    );
    expect(text).toMatch(/mine\n[^]*Test accuracy +│ +– │ 0\.7500 │ +– │/);
    expect(text).toMatch(/scratch\n[^]*Test accuracy +│ +– │ 0\.7500 │ +– │/);
  });

  it('of a run that is not there is one clear line', async () => {
    await expect(readRun('nowhere', reports)).rejects.toThrow(
      /^nowhere: there is no results\.json there, and no run of that name in .*To see what there is: npm run compare -- history$/,
    );
  });
});
