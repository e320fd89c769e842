import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { textOptions } from '../../../../compare/show/terminal/text-options.ts';
import { inOneLine } from '../../../../src/host/cursor.ts';

const terminal = (columns?: number) => Object.assign(new PassThrough(), { isTTY: true, columns }) as unknown as NodeJS.WriteStream;

it.each([
  ['tells 100 columns', 100, 100],
  ['tells nothing', undefined, 80],
  ['tells 0 columns, as one of a container does', 0, 80],
  ['is very wide', 500, 160],
])('the text for a terminal that %s', (_, columns, width) => {
  expect(textOptions(terminal(columns)).width).toBe(width);
});

it('a line on a terminal that tells 0 columns is whole', () => {
  expect(inOneLine('Reading train.csv', { columns: 0 })).toBe('Reading train.csv');
});
