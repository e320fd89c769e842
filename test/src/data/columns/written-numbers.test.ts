import { describe, expect, it } from 'vitest';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import { made } from './table.ts';

/** How a column of these cells, over and over, is read beside another and a label. */
function columnOf(cells: readonly string[], name = 'amount', rows = 60) {
  const { train } = toDatasets(
    made([name, 'x', 'class'], rows, (r) => [cells[r % cells.length]!, (r * 7) % 11, r % 2 ? 'a' : 'b']),
    undefined,
    { label: 'class', dates: 'days' },
  );
  const { kind, why } = train.story!.columns[0]!;
  return { kind, why, values: Array.from({ length: cells.length }, (_, r) => train.X.data[r * train.X.cols]!) };
}

describe('numbers with what is usual around them are read as numbers', () => {
  it.each<[string, string[], number[], string | undefined]>([
    ['currencies', ['$1.50', '-$2', '$3'], [1.5, -2, 3], undefined],
    ['currencies as letters', ['USD 10', '20 USD', 'USD 30.5'], [10, 20, 30.5], undefined],
    ['below zero in parentheses', ['(120.50)', '300', '($4)'], [-120.5, 300, -4], undefined],
    ['below zero with the sign at the end', ['12.5-', '3'], [-12.5, 3], undefined],
    ['a unit', ['1.5 kmpl', '2 kmpl', '3 kmpl', '4 kmpl', '10.25 kmpl'], [1.5, 2, 3, 4, 10.25], "in 'kmpl'"],
    ['thousands in a unit', ['1,000 CC', '1,200 CC', '800 CC', '998 CC', '1,248 CC'], [1000, 1200, 800, 998, 1248], "in 'CC'"],
    ['thousands and millions', ['1.2M', '300K', '45'], [1_200_000, 300_000, 45], 'thousands and millions as K and M'],
    ['limits of what is measured', ['<5', '6.5', '>100'], [5, 6.5, 100], "limits read as numbers: '<5' is 5"],
    ['times of two parts', ['3:05', '0:59'], [185, 59], 'times, in sixtieths'],
    ['times of three', ['1:00:30', '0:59:01'], [3630, 3541], 'times, in seconds'],
  ])('%s', (_, cells, values, why) => {
    expect(columnOf(cells)).toEqual({ kind: 'numbers', why, values });
  });

  it.each([
    ['different currencies', ['$1', '€2', '$3']],
    ['different units', ['1 kg', '2 kg', '3 lb', '4 kg', '5 kg']],
    ['few kinds', ['2wd', '4wd']],
    ['numbers of sorts', ['1x', '2x', '3x', '4x', '5x']],
    ['ranges', ['<10k', '10k-20k', '>20k']],
    ['limits alone', ['<5', '>5']],
    ['marks in parentheses', ['(1)', '(2)', '(3)']],
    ['what is no time', ['1:2', '3:75']],
  ])('but not %s', (_, cells) => {
    expect(columnOf(cells).kind).toBe('words');
  });
});

describe('dates may be numbers, where the name says that they are', () => {
  it.each<[string, string[], number[]]>([
    ['timestamp', ['1500000000', '1500086400'], [1_500_000_000 / 86_400, 1_500_000_000 / 86_400 + 1]],
    ['event_time', ['1500000000000', '1500086400000'], [1_500_000_000 / 86_400, 1_500_000_000 / 86_400 + 1]],
    ['Date', ['19700102', '19700203'], [1, 33]],
  ])('%s', (name, cells, values) => {
    expect(columnOf(cells, name)).toMatchObject({ kind: 'dates', values });
  });

  it.each<[string, string[]]>([
    ['population', ['1500000000', '1500086400']],
    ['time', ['1.5', '99.5']],
    ['date', ['19701302', '19700203']],
  ])('not %s', (name, cells) => {
    expect(columnOf(cells, name).kind).toBe('numbers');
  });
});
