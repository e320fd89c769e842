import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseNumber } from '../../../../src/data/csv/cell.ts';
import { type Datasets, readCsv } from '../../../../src/data/csv/csv.ts';
import { Fault } from '../../../../src/fault.ts';
import { holds } from '../../../holds.ts';
import { csvFolder } from './csv-file.ts';

const { write, remove } = csvFolder();
afterAll(remove);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Thousands of files are written and read; the bound is there to end a hang, on a busy machine too. */
const timeout = 900_000;

describe('numbers', { timeout }, () => {
  it('come back bit by bit, however JavaScript writes them', () => {
    const written = fc.oneof(
      finite.map(String),
      finite.map((x) => x.toExponential()),
      fc
        .tuple(
          finite.filter((x) => Math.abs(x) < 1e20),
          fc.nat(20),
        )
        .map(([x, digits]) => x.toFixed(digits)),
      fc.stringMatching(/^[+-]?[0-9]{0,18}\.?[0-9]{1,18}$/),
      fc.stringMatching(/^-?[0-9]{1,7}\.[0-9]{1,8}$/),
    );
    return holds(
      fc.property(written, (text) => Object.is(parseNumber(text), Number(text))),
      5000,
      0.25,
    );
  });

  it('are what a decimal grammar says they are, and nothing else is', () => {
    const likely = fc.string({ unit: fc.constantFrom(...'0123456789+-.eExX _,;nafi\n\t'), maxLength: 8 });
    return holds(
      fc.property(likely, (text) => {
        const expected = /^[ \t]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t]*$/.test(text);
        expect(!Number.isNaN(parseNumber(text))).toBe(expected);
      }),
      5000,
      0.25,
    );
  });

  it('come back from a file, whatever its line endings, quotes, gaps and packing', async () => {
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((cols) =>
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'ç,"d"'), fc.array(finite, { minLength: cols, maxLength: cols })), { minLength: 2, maxLength: 20 }),
      );
    const style = fc.record({
      lineEnding: fc.constantFrom('\n', '\r\n', '\r'),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quoteNumbers: fc.boolean(),
      header: fc.boolean(),
      mark: fc.constantFrom('', '\uFEFF'),
      gap: fc.constantFrom('', '\n', '\r\n \n', '# note "\n'),
      packed: fc.boolean(),
      lastColumn: fc.boolean(),
    });
    await holds(
      fc.asyncProperty(rows, style, async (table, { lineEnding, delimiter, quoteNumbers, header, mark, gap, packed, lastColumn }) => {
        fc.pre(new Set(table.map(([label]) => label)).size > 1);
        const inOrder = (label: string, cells: string[]): string => (lastColumn ? [...cells, label] : [label, ...cells]).join(delimiter);
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = table.map(([label, xs]) =>
          inOrder(
            quote(label),
            xs.map((x) => (quoteNumbers ? quote(`${x}`) : `${x}`)),
          ),
        );
        if (header)
          lines.unshift(
            inOrder(
              'species',
              table[0]![1].map((_, c) => `x${c}`),
            ),
          );
        const content = mark + gap + lines.join(lineEnding + gap) + lineEnding;
        const path = packed ? write('table.csv.gz', gzipSync(content)) : write('table.csv', content);

        const labelColumn = lastColumn ? -1 : 0;
        const { train } = await readCsv(path, undefined, { delimiter, labelColumn });
        expect(train.y.length).toBe(table.length);
        expect(Array.from(train.y, (k) => train.classes[k])).toEqual(table.map(([label]) => label));
        const numbers = table.flatMap(([, xs]) => xs);
        expect(numbers.every((x, i) => train.X.data[i] === x)).toBe(true);
        expect(train.features[0]).toBe(header ? 'x0' : lastColumn ? 'column 1' : 'column 2');
      }),
      60,
      2,
    );
  });
});

/** A result that holds together, or one line that tells what is wrong. */
async function dataOrFault(reading: Promise<Datasets<Uint32Array>>): Promise<'data' | 'fault'> {
  try {
    const { train, test, warnings } = await reading;
    if (test) expect([test.X.cols, test.classes, test.features]).toEqual([train.X.cols, train.classes, train.features]);
    expect(train.X.data.length).toBe(train.X.rows * train.X.cols);
    expect([train.y.length, train.features.length]).toEqual([train.X.rows, train.X.cols]);
    expect(train.X.data.every(Number.isFinite)).toBe(true);
    expect(train.y.every((k) => k < train.classes.length)).toBe(true);
    expect(new Set(train.y).size).toBe(train.classes.length);
    for (const warning of warnings) expect(warning).not.toMatch(/[\r\n]/);
    return 'data';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.message).toMatch(/^[^\p{Cc}]+[.?]$/u);
    return 'fault';
  }
}

describe('whatever the bytes, there is a data set or a fault', { timeout }, () => {
  const usual = 100;
  const ends = { data: 0, fault: 0 };
  const check = async (content: string | Uint8Array, name = 'any.csv'): Promise<void> => {
    ends[await dataOrFault(readCsv(write(name, content)))]++;
  };

  it('of any bytes', async () => {
    await holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => check(bytes)),
      usual,
    );
  });

  it('of the characters that matter', async () => {
    const text = fc.string({ unit: fc.constantFrom(...',,,\n\n\r"#;\t 0123.-eaNé\uFEFF\0'), maxLength: 60 });
    await holds(
      fc.asyncProperty(text, (content) => check(content)),
      usual,
    );
  });

  it('of a good file with one piece replaced', async () => {
    const good = 'species,length,width\nb,1,2.5\na,-3,4\n"b",5e1,6\n';
    const piece = fc.constantFrom('', ',', '"', '\n', '\r', '#', 'x', '1', '\0', '\xff', ';', 'NaN', '1e999');
    ends.data = ends.fault = 0;
    await holds(
      fc.asyncProperty(fc.nat(good.length), fc.nat(3), piece, (at, length, put) => check(good.slice(0, at) + put + good.slice(at + length))),
      usual,
    );
    expect(Math.min(ends.data, ends.fault)).toBeGreaterThan(10); // both ends are met with
  });

  it('of a packed file with a byte changed or its end cut off', async () => {
    const packed = gzipSync('b,1,2\na,3,4\n'.repeat(50));
    await holds(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const damaged = Uint8Array.from(cut ? packed.subarray(0, at) : packed);
        if (!cut) damaged[at] = byte;
        return check(damaged, 'any.csv.gz');
      }),
      usual,
    );
  });

  it('of two files, whatever the delimiter and the label column', async () => {
    const line = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('1', '2.5', '-3', 'a', 'b', '0', '1e5') },
        fc.constantFrom('', 'x', 'NaN', '?', '1,5', '1 000', '"q"', '#'),
      ),
      { minLength: 3, maxLength: 3 },
    );
    const file = fc.array(fc.oneof({ weight: 9, arbitrary: line }, fc.array(fc.string({ maxLength: 3 }), { maxLength: 5 })), { maxLength: 6 });
    const label = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0, -1, 1) },
      fc.integer({ min: -5, max: 5 }),
      fc.constantFrom('a', 'x', ' b', '', '1', '-1'),
    );
    const between = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(',', ';', '\t', '|') }, fc.string({ unit: 'binary', maxLength: 2 }));
    ends.data = ends.fault = 0;
    await holds(
      fc.asyncProperty(file, file, label, between, fc.constantFrom('\n', '\r\n', '\r'), async (train, test, labelColumn, delimiter, lineBreak) => {
        const [one, other] = [train, test].map((rows, f) => write(`${f}.csv`, rows.map((cells) => cells.join(delimiter)).join(lineBreak)));
        ends[await dataOrFault(readCsv(one!, other, { labelColumn, delimiter }))]++;
      }),
      usual,
      2,
    );
    expect(ends.fault).toBeGreaterThan(10);
  });
});
