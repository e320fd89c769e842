import { describe, expect, it } from 'vitest';
import { seedLine, showSeedsProgress } from '../../../../compare/cli/progress/seeds-progress.ts';
import { summariseSeeds } from '../../../../compare/repeat/summarise.ts';
import { seedsSection } from '../../../../compare/show/markdown/seeds-section.ts';
import { bandOf, shade } from '../../../../compare/show/terminal/band.ts';
import { chart } from '../../../../compare/show/terminal/chart.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { pens } from '../../../../compare/show/terminal/pens.ts';
import { seedsResult, seedsSummary } from '../../../../compare/show/terminal/seeds.ts';
import { divergedTraining, OPTIONS, pairs, training } from '../../repeat/made-up.ts';
import { Screen } from './screen.ts';

const colours = palette(false, {});
const seeds = summariseSeeds(pairs([0.5, 0.75], [0.625, 0.75], [0.75, 1]), OPTIONS);

describe('a band', () => {
  it('covers the rows from low to high, column by column', () => {
    expect(shade({ low: [0, 1, NaN], high: [1, 4, NaN] }, { min: 0, max: 4 }, 4, String, '░')).toEqual([
      ['', '░', ''],
      ['', '░', ''],
      ['', '░', ''],
      ['░', '░', ''],
      ['░', '', ''],
    ]);
  });

  it('is a standard deviation on either side of the mean, as far as the values can be', () => {
    expect(bandOf({ mean: [0.5, 0.75], sd: [0.25, 0.5] }, { min: 0, max: 1 })).toEqual({ low: [0.25, 0.25], high: [0.75, 1] });
  });

  it('lies behind the curves, and the axis reaches around it', () => {
    const drawn = chart([{ name: 'a', values: [2, 2], band: { low: [1, 1], high: [3, 3] } }], { title: 'Loss', width: 18, height: 2, pens: pens(colours, 1) });
    expect(drawn.split('\n').slice(2, 5)).toEqual(['      3.0┤░░░░░░░░', '      2.0┤────────', '      1.0┤░░░░░░░░']);
  });
});

describe('repeated seeds on a terminal', () => {
  it('are curves with bands, tables, and what may be concluded', () => {
    const text = seedsSummary(seeds, { width: 80, colours });
    expect(text).toContain('Train loss, mean ± standard deviation over 3 seeds');
    expect(text).toContain('░');
    expect(text).toMatch(/│ Test accuracy +│ 0\.6250 ± 0\.1250 │ 0\.8333 ± 0\.1443 │/);
    expect(text).toContain('tfjs − scratch, seed by seed (3 pairs)');
    expect(text).toMatch(/Test accuracy +│ +\+0\.2083 │ \+0\.1250 to \+0\.2500 │ +0\.0377 │/);
    expect(text).toMatch(/^DIFFER: /m);
  });

  it('fit 80 columns', () => {
    const lines = seedsSummary(seeds, { width: 80, colours }).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('without the curves are the tables and the conclusion', () => {
    const text = seedsResult(seeds, { width: 80, colours });
    expect(text).not.toContain('┤');
    expect(text).toMatch(/^Mean ± standard deviation over 3 seeds\n┌/);
  });

  it('show a dash for a network that diverged with all, and its count', () => {
    const none = summariseSeeds(pairs([0.5, 'diverged'], [0.625, 'diverged']), OPTIONS);
    const text = seedsSummary(none, { width: 80, colours });
    expect(text).toMatch(/│ Test accuracy +│ 0\.5625 ± 0\.0884 │ +– │/);
    expect(text).toMatch(/│ Seeds completed +│ +2 │ +0 │/);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

describe('repeated seeds in the report', () => {
  it('have a section with tables, the way they were computed, and every seed', () => {
    const text = seedsSection(summariseSeeds(pairs([0.5, 0.75], ['diverged', 0.75], [0.75, 1]), OPTIONS));
    expect(text).toMatch(/\| Test accuracy +\| 0\.6250 ± 0\.1768 \|/);
    expect(text).toContain('against the margin of ±0.005, which was set before the run');
    expect(text).toContain('checked with seed 8 alone');
    expect(text).toMatch(/\| +9 \| +– \| +– \| +0\.7500 \| +0\.7500 \|/);
    expect(text).toContain('> EXCLUDED: scratch diverged with 1 of 3 seeds: 9 (epoch 1).');
  });
});

describe('the progress of seeds', () => {
  const run = { seed: 9, trainings: [training('scratch', 0.5), divergedTraining('tfjs')] };

  it('is a line for each off a terminal', () => {
    const written: string[] = [];
    const stream = { isTTY: false, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
    const progress = showSeedsProgress(stream);
    progress.onSeed(run, 2, 10);
    progress.stop();
    expect(written).toEqual([`${seedLine(run, 2, 10)}\n`]);
    expect(seedLine(run, 2, 10)).toBe('seed 9: scratch test_acc=0.5000, tfjs diverged in epoch 1 (2 of 10)');
  });

  it('is one bar on a terminal', () => {
    const screen = new Screen(80, 24);
    const stream = Object.assign(screen.stream(), { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
    const progress = showSeedsProgress(stream);
    progress.onSeed(run, 1, 2);
    progress.onSeed(run, 2, 2);
    progress.stop();
    expect(screen.writes.join('')).toMatch(/seeds █{24} 2\/2 /);
  });
});
