import fc from 'fast-check';
import { expect, it } from 'vitest';
import { count, Fault, list, nearest, quoted, together } from '../../src/fault.ts';

it('is a line for each mistake', () => {
  expect(new Fault('a.csv: this.', '--epochs: that.').message).toBe('a.csv: this.\n--epochs: that.');
});

it('lets nothing of a file or a name reach the terminal as a command, or as a line of its own', () => {
  expect(new Fault('a\nb\u001b[2J.csv: no\u202e.').message).toBe('a\\nb\\u{1b}[2J.csv: no\\u{202e}.');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(new Fault(text).message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(new Fault(new Fault(text).message).message).toBe(new Fault(text).message);
      expect(quoted(text).length).toBeLessThan(500);
    }),
  );
});

it('is known by its name', () => {
  expect(new Fault('').name).toBe('Fault');
});

it('quotes a text of 40 characters whole and cuts a longer one short', () => {
  expect([quoted('x'.repeat(40)), quoted('x'.repeat(41))]).toEqual([`'${'x'.repeat(40)}'`, `'${'x'.repeat(40)}…'`]);
  expect(quoted('\t\r\n\0')).toBe("'\\t\\r\\n\\u{0}'");
});

it('lists eight names, or as many as asked for, and counts the others', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const eight = "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'";
  expect([list(names), list([...names, 'i', 'j'])]).toEqual([eight, `${eight} and 2 more`]);
  expect([list(names, 1), list([])]).toEqual(["'a' and 7 more", '']);
});

it('takes for what was meant the name with a third of its letters wrong at most, two that changed places being one mistake', () => {
  const names = ['tfjs', 'scratch', 'history'];
  expect(['tfsj', 'histroy', 'scrtch', 'TFJS', 'tsfj', 'x'.repeat(50_000)].map((came) => nearest(came, names))).toEqual([
    ...['tfjs', 'history', 'scratch', 'tfjs', undefined, undefined],
  ]);
});

it('counts in English', () => {
  expect([count(1, 'row'), count(0, 'row'), count(12_345, 'class', 'classes')]).toEqual(['1 row', '0 rows', '12,345 classes']);
});

it('joins names as a sentence does, with and or with or', () => {
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => together(names))).toEqual(['a', 'a and b', 'a, b and c']);
  expect([['a'], ['a', 'b'], ['a', 'b', 'c']].map((names) => together(names, 'or'))).toEqual(['a', 'a or b', 'a, b or c']);
});
