import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { summariseSeeds } from '../../../../compare/repeat/summarise.ts';
import type { Comparison } from '../../../../compare/results/schema.ts';
import { diffText } from '../../../../compare/show/terminal/diff-text.ts';
import { historyText } from '../../../../compare/show/terminal/history-text.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { seedsSummary } from '../../../../compare/show/terminal/seeds.ts';
import { drawTable } from '../../../../compare/show/terminal/table.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import { type Bug, planted } from '../../diagnose/planted-network.ts';
import { OPTIONS, pairs } from '../../repeat/made-up.ts';
import { diverged, networkResult, parity, tinyComparison } from '../../tiny-comparison.ts';

const colours = palette(false, {});
const stored = (comparison: Comparison, name: string) => ({ folder: name, finished: new Date(2026, 0, 1), comparison });
const settings = { data: 'penguins', hidden: [32, 16, 8], learningRate: 0.001, networks: ['scratch', 'tfjs', './networks/mine.ts'] };
const three = tinyComparison({
  settings,
  networks: [networkResult('scratch'), networkResult('tfjs'), diverged('a-network-of-a-long-name')],
  parity: [parity({ verdict: 'differ' }), parity({ other: 'a-network-of-a-long-name' })],
});
const seeds = summariseSeeds(pairs([0.5, 0.5], [0.75, 0.75], [0.625, 0.5]), OPTIONS);

describe.each([60, 80, 120])('at %i columns', (width) => {
  const fits = (text: string) => {
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(width);
  };

  it('the list of earlier runs fits', () =>
    fits(historyText({ runs: [stored(three, 'a'), stored(tinyComparison({ seeds }), 'b')], unreadable: [] }, { width, colours })));

  it('two runs side by side fit', () => fits(diffText(stored(tinyComparison(), 'a'), stored(three, 'b'), { width, colours })));

  it('repeated seeds fit', () => fits(seedsSummary(seeds, { width, colours })));

  it('a table whose first head is longer than its labels fits, and shows the whole of it', () => {
    const cells = ['0.9091 ± 0.0771', '0.2976 ± 0.0603', '0.9191 ± 0.0312'];
    const table = drawTable(['hidden, learning-rate', 'val. acc.', 'val. loss', 'test acc.'], [['8, 0.1', ...cells]], { width, colours });
    fits(table);
    expect(table.replaceAll(/[│\s]+/g, ' ')).toMatch(/hidden,.* learning-rate/);
  });

  it.each<readonly [string, readonly Bug[]]>([
    ['no mistake', []],
    ['two mistakes', [{ bug: 'loss-summed' }, { bug: 'divided-twice' }]],
    ['one with a number', [{ bug: 'activation-leaky', value: 0.137 }]],
  ])('a diagnosis of %s fits', { timeout: 60_000 }, async (_, bugs) => {
    const { description, ...diagnosis } = await diagnose(planted(bugs), DEFAULT_MODEL, { batchSize: 16 });
    fits(toText({ ...diagnosis, description: 'in JavaScript, by hand' }, undefined, width));
  });
});
