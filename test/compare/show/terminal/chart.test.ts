import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartOptions, chart, resample } from '../../../../compare/show/terminal/chart.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import { type Pen, pens } from '../../../../compare/show/terminal/pens.ts';

const plain = palette(false, {});

/** A small chart of curves named a, b, …, as lines. */
function drawn(curves: readonly (readonly number[])[], options: Partial<ChartOptions> = {}): string[] {
  const series = curves.map((values, i) => ({ name: 'abcd'[i]!, values }));
  return chart(series, { title: 'Loss', width: 26, height: 4, pens: pens(plain, curves.length), ...options }).split('\n');
}

describe('a chart', () => {
  it('of three epochs: title, legend, labelled axes, and each curve by its own glyph', () => {
    expect(
      drawn([
        [1, 0.5, 0],
        [1, 0.75, 0.5],
      ]),
    ).toEqual([
      'Loss',
      '── a   •• b',
      '     1.00┤─•╮••',
      '     0.75┤  ╰─•─•••••••',
      '     0.50┤      ╰───╮ ••••',
      '     0.25┤          ╰───╮',
      '     0.00┤              ╰─',
      '    epoch└┴───────┴──────┴',
      '          1       2      3',
    ]);
  });

  it('of one epoch is a level line', () => {
    expect(drawn([[1], [0.5]]).slice(2)).toEqual([
      '     1.00┤────────────────',
      '     0.88┤',
      '     0.75┤',
      '     0.63┤',
      '     0.50┤••••••••••••••••',
      '    epoch└┴───────────────',
      '          1',
    ]);
  });

  it('of more epochs than columns begins at the first, ends at the last, and has means between', () => {
    expect(drawn([Array.from({ length: 160 }, (_, e) => 160 - e)]).slice(2)).toEqual([
      '      160┤──╮',
      '      120┤  ╰───╮',
      '       81┤      ╰───╮',
      '       41┤          ╰───╮',
      '        1┤              ╰─',
      '    epoch└┴──────────────┴',
      '          1            160',
    ]);
  });

  it('of curves that coincide shows both, level and steep', () => {
    expect(
      drawn([
        [1, 0.5, 0.5, 0],
        [1, 0.5, 0.5, 0],
      ]).slice(2, 7),
    ).toEqual(['     1.00┤─•╮', '     0.75┤  •─•', '     0.50┤    ╰•─•─•─•╮', '     0.25┤            •─•', '     0.00┤              ╰•']);
  });

  it('of a fall within one column shows both curves that fall', () => {
    const fall = [1, 1, 1, 1, 0, 0, 0, 0];
    expect(drawn([fall, fall], { width: 18 }).slice(2, 7)).toEqual([
      '     1.00┤─•─•╮',
      '     0.75┤    •',
      '     0.50┤    │',
      '     0.25┤    •',
      '     0.00┤    ╰•─•',
    ]);
  });

  it('has gaps where values are not finite, keeps what stands between two, and ends where a curve does', () => {
    expect(
      drawn(
        [
          [1, NaN, 0, NaN, 0.5, 0.5],
          [1, 1, NaN, NaN, Infinity],
        ],
        { width: 31 },
      ).slice(2),
    ).toEqual([
      '     1.00┤─••••',
      '     0.75┤',
      '     0.50┤                ─────',
      '     0.25┤',
      '     0.00┤        ─',
      '    epoch└┴───────────┴───────┴',
      '          1           4       6',
    ]);
  });

  it('has nothing to draw of no epoch, or of none that is finite', () => {
    for (const curves of [[[], []], [[NaN, Infinity]]]) expect(drawn(curves)).toEqual(['Loss', '  (nothing finite)']);
  });

  it('is level where means of one value are taken, whatever their last bit is', () => {
    const text = drawn([Array<number>(1601).fill(0.995)], { width: 26, height: 4 });
    expect(text.filter((line) => line.includes('─')).length).toBe(3); // legend, curve and the axis of epochs
  });

  it('puts a level curve into the middle, but not beyond what values can be', () => {
    const rows = (curve: number[], options = {}) => drawn([curve], options).slice(2, 7);
    const level = '────────────────';
    expect(rows([0.5, 0.5])).toEqual(['    0.550┤', '    0.525┤', `    0.500┤${level}`, '    0.475┤', '    0.450┤']);
    expect(rows([1, 1], { within: { min: 0, max: 1 } })).toEqual([`    1.000┤${level}`, '    0.975┤', '    0.950┤', '    0.925┤', '    0.900┤']);
    expect(rows([0, 0], { within: { min: 0, max: 1 } })).toEqual(['  0.00100┤', '  0.00075┤', '  0.00050┤', '  0.00025┤', `  0.00000┤${level}`]);
  });

  it('labels values near zero and in the thousand millions, and zero without a sign', () => {
    const labels = (...curve: number[]) =>
      drawn([curve])
        .slice(2, 7)
        .map((line) => line.slice(0, 9).trim());
    expect(labels(4e-9, 0)).toEqual(['4.00e-9', '3.00e-9', '2.00e-9', '1.00e-9', '0.00e+0']);
    expect(labels(1e9, 0)).toEqual(['1.00e+9', '7.50e+8', '5.00e+8', '2.50e+8', '0.00e+0']);
    expect(labels(0.001, 0.002)).toEqual(['0.00200', '0.00175', '0.00150', '0.00125', '0.00100']);
    expect(labels(0.1, -0.3)).toEqual(['0.10', '0.00', '-0.10', '-0.20', '-0.30']);
    expect(labels(99999.1, 99999.2)).toEqual(['99999.200', '99999.175', '99999.150', '99999.125', '99999.100']);
  });

  it('marks the epoch axis at round numbers, the first and the last always', () => {
    const axis = (epochs: number, width: number) => drawn([new Array<number>(epochs).fill(1)], { width }).slice(-2);
    expect(axis(50, 60)).toEqual([
      '    epoch└┴────────┴─────────┴─────────┴─────────┴─────────┴',
      '          1        10        20        30        40       50',
    ]);
    expect(axis(10_000, 40)).toEqual(['    epoch└┴─────────────┴──────────────┴', '          1             5000       10000']);
    expect(axis(2, 20)).toEqual(['    epoch└┴────────┴', '          1        2']);
  });

  it('breaks a legend that is too long for a line', () => {
    const series = ['scratch', 'tfjs', 'mine'].map((name) => ({ name, values: [1, 2] }));
    const lines = chart(series, { title: 'Loss', width: 24, height: 2, pens: pens(plain, 3) }).split('\n');
    expect(lines.slice(1, 3)).toEqual(['── scratch   •• tfjs', '×× mine']);
  });

  it('is never wider than asked, from 20 columns to 200, whatever the values and however many the epochs', () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 1e300 }),
      fc.integer({ min: -1000, max: 1000 }),
      fc.constantFrom(NaN, Infinity, 5e-324),
    );
    const curve = fc.oneof(
      fc.array(value, { maxLength: 40 }),
      fc.tuple(value, fc.integer({ min: 1, max: 10_000 })).map(([v, n]) => Array.from({ length: n }, (_, e) => v / (e + 1))),
    );
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 4 }), fc.integer({ min: 20, max: 200 }), (curves, width) => {
        for (const line of drawn(curves, { width })) expect(line.length).toBeLessThanOrEqual(width);
      }),
      { seed: 20_250, numRuns: 300 },
    );
  });

  it('paints every cell of a curve in its pen’s colour, and nothing else', () => {
    const painting: Pen[] = pens(plain, 2).map((pen, n) => ({ ...pen, paint: (text) => `<${n}${text}>` }));
    const lines = drawn(
      [
        [1, 1],
        [0, 0],
      ],
      { width: 20, height: 1, pens: painting },
    );
    expect(lines).toEqual([
      'Loss',
      '<0──> a   <1••> b',
      `      1.0┤${'<0─>'.repeat(10)}`,
      `      0.0┤${'<1•>'.repeat(10)}`,
      '    epoch└┴────────┴',
      '          1        2',
    ]);
  });
});

describe('resample', () => {
  it('gives every epoch its own value in its nearest column, straight lines between', () => {
    expect(resample([0, 4, 8], 3, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(resample([1, 2, 3], 3, 3)).toEqual([1, 2, 3]);
    expect(resample([5], 1, 3)).toEqual([5, 5, 5]);
  });

  it('means what is nearest to a column, of finite values alone', () => {
    expect(resample([9, 1, 2, 3, 4, 5, 8], 7, 3)).toEqual([9, 3, 8]); // (2 + 3 + 4)/3
    expect(resample([9, 1, NaN, 3, 4, 5, 8], 7, 3)).toEqual([9, 3.5, 8]);
    expect(resample([9, 1, NaN, NaN, NaN], 7, 3)).toEqual([9, NaN, NaN]);
  });
});
