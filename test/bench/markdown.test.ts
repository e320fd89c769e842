import { describe, expect, it } from 'vitest';
import { goalsTable, rate, tableMarkdown, times, toMarkdown } from '../../bench/markdown.ts';
import { results, row, table } from './results-under-test.ts';

const cellsOf = (markdown: string, line: number) =>
  markdown
    .split('\n')
    [line]!.split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('numbers', () => {
  it.each([
    [950, '950'],
    [7_540, '7.5 k'],
    [99_960, '100 k'],
    [1_320_400, '1,320 k'],
  ])('a rate of %d is %s', (perSecond, text) => {
    expect(rate(perSecond)).toBe(text);
  });

  it.each([
    [41.26, '41.3'],
    [1.6249, '1.62'],
    [30, '30'],
    [0.012345, '0.0123'],
    [1234.5, '1,235'],
  ])('%d times is %s', (factor, text) => {
    expect(times(factor)).toBe(text);
  });
});

describe('a table', () => {
  const starts = [0.3, 0.1, 0.2].map((wallSeconds) => ({ wallSeconds, cpuSeconds: 0 }));
  const simd = row('simd', [800, 1000, 1200], { loss: 0.37584, starts });
  const text = tableMarkdown(table('W20', [simd, row('naive', [80, 50, 120], { peakBytes: 61.5e6 })], [{ title: 'PyTorch', why: 'no module' }]));

  it('gives each row its median, spread, start-up and memory', () => {
    expect(cellsOf(text, 2)).toEqual(['the simd', '1 k', '10 %', '', '200 ms', '50 MB', '0.376', 'made up']);
  });

  it('says how many times faster the first row is, by the ratio within rounds', () => {
    expect(cellsOf(text, 0)[3]).toBe('simd is …× this');
    expect(cellsOf(text, 3)).toEqual(['the naive', '80', '22 %', '10', '200 ms', '62 MB', '', 'made up']); // 10, 20, 10
  });

  it('names the rows that could not be measured, and why', () => {
    expect(text).toContain('- PyTorch: not measured (no module)');
  });

  it('compares the wall clock with processor time where each row has one core', () => {
    const one = table('W20', [simd]);
    expect(tableMarkdown(one)).toContain('Wall time was 1.00 × processor time');
    expect(tableMarkdown({ ...one, cores: 'all' })).not.toContain('Wall time');
  });

  it('stands without any row', () => {
    expect(tableMarkdown(table('W20', [], [{ title: 'NumPy', why: 'no python3' }]))).toContain('not measured (no python3)');
  });
});

describe('the goals', () => {
  it('stand with what was asked, what was measured and the verdict', () => {
    const goal = { text: 'W20: a against b', bound: 'at least', limit: 1.5, unit: '×', measure: () => 1.24 } as const;
    const text = goalsTable([
      { goal, value: 1.24, verdict: 'missed' },
      { goal, value: undefined, verdict: 'not measured' },
    ]);
    expect(cellsOf(text, 2)).toEqual(['W20: a against b', 'at least 1.5 ×', '1.24 ×', '**missed**']);
    expect(cellsOf(text, 3)).toEqual(['W20: a against b', 'at least 1.5 ×', '', 'not measured']);
  });
});

describe('the report', () => {
  const scaling = [{ of: 'width', size: 1024, epochSeconds: 0.5, multiplyAdds: 12e9 }] as const;

  it('has a section for every table and the scaling with its picture', () => {
    const text = toMarkdown(results([table('W20', [row('simd', [1])])], { scaling }), 'scaling.svg');
    expect(text).toContain('## W20: a title');
    expect(text).toContain('](scaling.svg)');
    expect(text).toMatch(/\|\s*1,024 \|\s*500 ms \|\s*24\.0 \|/);
  });

  it('has no section on scaling where it was not measured', () => {
    expect(toMarkdown(results([]))).not.toContain('Scaling');
  });
});
