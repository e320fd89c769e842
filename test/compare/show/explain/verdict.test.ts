import { describe, expect, it } from 'vitest';
import { type Experiment, experimentOf } from '../../../../compare/explain/experiment.ts';
import { type Explanation, explanationOf } from '../../../../compare/explain/explanation.ts';
import { explainMarkdown } from '../../../../compare/show/explain/markdown.ts';
import { cellsText, waterfall, waterfallText } from '../../../../compare/show/explain/pictures.ts';
import { explanationText } from '../../../../compare/show/explain/terminal.ts';
import { verdict } from '../../../../compare/show/explain/verdict.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';

/** An explanation of made-up accuracies: values[mask], each seed a little luckier than the one before. */
function explained(experiment: Experiment, values: readonly number[], references: readonly number[] = [], luck = [-0.01, 0, 0.01]): Explanation {
  const outcomes = (value: number) => luck.map((more) => ({ score: value + more, testScore: value }));
  return explanationOf(
    experiment,
    'classification',
    luck.map((_, s) => 8 + s),
    { cells: values.map(outcomes), references: references.map(outcomes) },
  );
}

/** Bits of a cell: 1 gradient scale, 2 order, 4 initialisation, 8 float type. */
const documentValues = Array.from({ length: 16 }, (_, mask) => {
  const scaled = (mask & 1) !== 0;
  const init = (mask & 4) !== 0;
  const start = scaled ? (init ? 0.978 : 0.976) : init ? 0.6 : 0.81;
  return start + (mask & 2 ? 0.0004 : 0) + (mask & 8 ? -0.0001 : 0);
});
const document = explained(experimentOf({}), documentValues, [0.979, 0.8]);

describe("the verdict on the document's experiment", () => {
  const sentences = verdict(document);

  it('says how large the gap is', () => {
    expect(sentences[0]).toBe(
      "The document's program: 0.8100 ± 0.0100. The framework's settings: 0.9783 ± 0.0100. The gap to explain is +0.1683 " +
        '(validation accuracy, mean ± standard deviation over 3 seeds).',
    );
  });

  it('names the cause, and how much of the gap it explains alone', () => {
    expect(sentences[1]).toBe(
      'The gradient scale alone explains 99 % of it: with the gradient averaged once instead of the gradient averaged twice, ' +
        "and nothing else changed, the document's program reaches 0.9760.",
    );
  });

  it('says what hides the mistake', () => {
    expect(sentences[2]).toBe(
      "He initialisation hides part of the mistake: without it (with PyTorch's default initialisation) the document's program " +
        "would have reached 0.60, not 0.81. With all else as in the framework's settings, the same change is worth +0.0020.",
    );
  });

  it('says what does not matter, how the shares add up, and what the framework itself does', () => {
    expect(sentences.slice(3)).toEqual([
      'The batch order and the float type matter by 0.2 % of the gap at most: alone +0.0004 and −0.0001.',
      'Averaged over every order of changing them (Shapley), the shares are gradient scale +0.2720 (162 %), batch order +0.0004 ' +
        '(0.2 %), initialisation −0.1040 (−62 %) and float type −0.0001 (−0.1 %); together +0.1683, the gap.',
      "TensorFlow.js, PyTorch's default initialisation, an order of its own, reaches 0.9790 ± 0.0100. The document's program, " +
        'mended in that one line, differs from it by −0.0030.',
      "The converse: TensorFlow.js at learning rate 0.1/64, the document's initialisation and order, falls to 0.8000 ± 0.0100; " +
        "the document's program reached 0.8100 ± 0.0100.",
    ]);
  });
});

describe('the verdict on other experiments', () => {
  const rates = experimentOf({ from: 'learning-rate=0.1,init=glorot-uniform', to: 'learning-rate=0.01' });

  it('uses the names of options where it has no better words', () => {
    const sentences = verdict(explained(rates, [0.9, 0.92, 0.82, 0.8]));
    expect(sentences[1]).toBe(
      'The learning-rate alone explains 80 % of it: with learning-rate 0.01 instead of learning-rate 0.1, and nothing else changed, ' +
        '--from (learning-rate=0.1,init=glorot-uniform) reaches 0.8200.',
    );
    expect(sentences[2]).toContain('Glorot initialisation hides part of the gap: without it (with He initialisation)');
  });

  it('calls a network of the reader’s own by its name', () => {
    const experiment = experimentOf({ from: 'networks=scratch', to: 'networks=mine' });
    expect(verdict(explained(experiment, [0.9, 0.5]))[1]).toContain('with the network mine instead of the hand-written network');
  });

  it('does not share out what is no more than luck', () => {
    const experiment = experimentOf({ from: 'kernel=naive', to: 'kernel=blocked' });
    const luckless = explanationOf(experiment, 'classification', [8, 9], {
      cells: [
        [0.9, 0.91],
        [0.92, 0.895],
      ].map((row) => row.map((value) => ({ score: value, testScore: value }))),
      references: [],
    });
    expect(verdict(luckless)[1]).toMatch(/^That is no more than luck explains \(± 0\.0247 from seed to seed, 2 seeds\)/);
    expect(verdict(explained(experiment, [0.9, 0.9]))[1]).toMatch(/^That is no more than luck explains/);
  });

  it('of five seeds asks for more than two standard errors: by luck alone one gap in nine is as large', () => {
    const experiment = experimentOf({ from: 'kernel=naive', to: 'kernel=blocked' });
    const gaps = [0, 0.02, 0.05, 0.01, 0.06]; // 2.42 standard errors from nothing; t(0.975, 4) is 2.78
    const cells = [gaps.map(() => 0.9), gaps.map((gap) => 0.9 + gap)].map((row) => row.map((value) => ({ score: value, testScore: value })));
    const found = explanationOf(experiment, 'classification', [1, 2, 3, 4, 5], { cells, references: [] });
    expect(found.effects[0]!.interval![0]).toBeLessThan(0);
    expect(verdict(found)[1]).toMatch(/^That is no more than luck explains/);
  });

  it('tells of trainings that diverged', () => {
    const cell = (value: number, diverged: boolean) => [{ score: value, testScore: value, ...(diverged && { diverged: { epoch: 1, step: 3 } }) }];
    const one = explanationOf(experimentOf({ from: 'learning-rate=0.1', to: 'learning-rate=100' }), 'classification', [8], {
      cells: [cell(0.9, false), cell(0.5, true)],
      references: [],
    });
    expect(verdict(one).at(-1)).toBe('1 of the trainings diverged; each counts with the accuracy of answering the first class always.');
    expect(verdict(one)[0]).toContain('0.9000. --to (learning-rate=100): 0.5000. The gap to explain is −0.4000 (validation accuracy, one seed).');
  });
});

describe('the pictures', () => {
  it('take the waterfall from the first accuracy to the second, share by share', () => {
    const bars = waterfall(document);
    expect(bars.map(({ label }) => label)).toEqual([
      "the document's program",
      'gradient scale',
      'batch order',
      'initialisation',
      'float type',
      "the framework's settings",
    ]);
    expect(bars[0]!.end).toBeCloseTo(0.81, 12);
    bars.slice(1, 5).forEach((bar, b) => expect(bar.start).toBeCloseTo(bars[b]!.end, 12));
    expect(bars[4]!.end).toBeCloseTo(bars[5]!.end, 12);
  });

  it('draw a gain to the right of where it began, a loss beneath what it takes away', () => {
    const lines = waterfallText(document, 80).split('\n');
    expect(lines[1]).toMatch(/^gradient scale +\+0\.2720 +▓+$/);
    expect(lines[3]).toMatch(/^initialisation +−0\.1040 +░+$/);
    expect(lines[1]!.indexOf('▓')).toBe(lines[0]!.lastIndexOf('█') + 1);
    expect(lines[1]!.lastIndexOf('▓') - lines[1]!.indexOf('▓')).toBeGreaterThan(20);
    expect(Math.abs(lines[1]!.lastIndexOf('▓') - lines[3]!.lastIndexOf('░'))).toBeLessThanOrEqual(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('list every cell once, the highest first, the two configurations marked', () => {
    const lines = cellsText(document, 100).split('\n').slice(1);
    expect(lines).toHaveLength(16);
    expect(lines.filter((line) => line.startsWith('A ')).map((line) => line.split(/ {2,}/).slice(0, 5))).toEqual([
      ['A twice', 'shared', 'he-normal', 'float64', '0.8100 ± 0.0100'],
    ]);
    expect(lines.filter((line) => line.startsWith('B '))).toHaveLength(1);
    const figures = lines.map((line) => Number(/0\.\d{4}/.exec(line)![0]));
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
  });
});

describe('the terminal', () => {
  const long = explained(
    experimentOf({ from: 'learning-rate=0.1,init=glorot-uniform,activation=tanh', to: 'learning-rate=0.01' }),
    [0.9, 0.92, 0.82, 0.8, 0.91, 0.9, 0.85, 0.8],
  );
  const options = (width: number) => ({ width, colours: palette(false, {}) });

  it.each([40, 60, 80, 120])('of %i columns is never exceeded, but by a single word', (width) => {
    for (const explanation of [document, long]) {
      for (const line of explanationText(explanation, options(width)).split('\n')) {
        if (/\S\s+\S/.test(line.trim())) expect(line.length, line).toBeLessThanOrEqual(width);
      }
    }
  });

  it('keeps every figure, however narrow', () => {
    const figures = (width: number) =>
      explanationText(document, options(width))
        .match(/[+−]?\d\.\d{4}/g)!
        .sort();
    expect(figures(40)).toEqual(figures(120));
    expect(figures(80)).toEqual(figures(120));
  });

  it('of 80 columns keeps its tables and bars', () => {
    const lines = explanationText(document, options(80)).split('\n');
    expect(lines.filter((line) => /^[AB ] .* 0\.\d{4} ± 0\.0100 {2}█+$/.test(line))).toHaveLength(16);
    expect(lines.filter((line) => /^│ (gradient|batch|initial|float)/.test(line))).toHaveLength(4);
  });
});

describe('the report', () => {
  const report = explainMarkdown(document, { data: 'a|b: 4 rows', model: '1 → 2', command: 'npm run explain' });

  it('has the verdict, every cell with its seeds, the shares and the interactions', () => {
    expect(report).toContain('hides part of the mistake');
    expect(report).toMatch(/\| once +\| shared +\| pytorch-default \| float64 +\| +0\.9780 ± 0\.0100 \| 0\.9680 \| 0\.9780 \| 0\.9880 \|/);
    expect(report).toMatch(/\| \*\*together\*\* .* \+0\.1683 \| +100 % \|/);
    expect(report).toMatch(/\| gradient scale × initialisation +\| +\+0\.2120 \| +126 % \|/);
  });

  it('escapes what comes from outside', () => {
    expect(report).toContain('Data: a\\|b: 4 rows.');
    const command = "npm run explain -- --data 'x\n```\n<script>'";
    expect(explainMarkdown(document, { data: 'x', model: '1 → 2', command })).toContain(`\`\`\`\`sh\n${command}\n\`\`\`\``);
  });
});
