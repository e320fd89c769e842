import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LastWords } from '../../../compare/networks/last-words.ts';
import { lineCutter } from '../../../compare/networks/lines.ts';
import { decodeLine, encodeLine } from '../../../compare/networks/wire.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

describe('a message on the wire', () => {
  it('is one line, with the bytes of its numbers in base64, little-endian', () => {
    // 1 = 3f800000, −2 = c0000000 in IEEE 754
    expect(encodeLine({ id: 1, X: matrix([[1, -2]]), y: Uint32Array.of(1, 0) })).toBe(
      '{"id":1,"X":{"rows":1,"cols":2,"dtype":"float32","data":"AACAPwAAAMA="},"y":[1,0]}\n',
    );
  });

  it('sends the rows of a view, not the memory behind it', () => {
    const view = { rows: 1, cols: 1, data: Float64Array.of(1, 2, 3).subarray(1, 2) };
    expect(decodeLine(encodeLine(view))).toEqual(matrix([[2]], 'float64'));
  });

  it.each([
    { float: fc.float(), FloatArray: Float32Array },
    { float: fc.double(), FloatArray: Float64Array },
  ])('brings every number back with its bits: $FloatArray.name', ({ float, FloatArray }) => {
    fc.assert(
      fc.property(fc.array(float), (numbers) => {
        const M = { rows: 1, cols: numbers.length, data: FloatArray.from(numbers) };
        expect(decodeLine(encodeLine({ nested: [{ W: M }] }))).toEqual({ nested: [{ W: M }] });
      }),
    );
  });
});

describe('lines of a stream', () => {
  it('are the same however the stream is cut', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(30)), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const came: string[] = [];
        const take = lineCutter(
          10_000,
          (text) => came.push(text),
          () => expect.unreachable(),
        );
        let from = 0;
        for (const cut of [...cuts, bytes.length]) {
          take(bytes.subarray(from, from + cut));
          from = Math.min(from + cut, bytes.length);
        }
        expect(came).toEqual(lines);
      }),
    );
  });

  it('end once one is too long', () => {
    let tooLong = 0;
    const came: string[] = [];
    const take = lineCutter(
      5,
      (text) => came.push(text),
      () => {
        tooLong++;
      },
    );
    for (const piece of ['ok\nabc', 'def', 'ghi\nmore\n']) take(Buffer.from(piece));
    expect([came, tooLong]).toEqual([['ok'], 1]);
  });
});

describe('the last words of a program', () => {
  const having = (text: string) => {
    const words = new LastWords();
    words.add(text);
    return words;
  };
  const quote = (text: string) => having(text).quote('/home/me');

  it('are the last three lines', () => {
    expect(quote('')).toBe('');
    expect(quote('one\ntwo\n\nthree\nfour\n')).toBe(': two / three / four');
  });

  it("are the error and its place in the reader's own file, of a Python traceback", () => {
    const traceback = [
      'a warning',
      'Traceback (most recent call last):',
      '  File "/home/me/nets/net.py", line 7, in <module>',
      '    serve(Mlp)',
      '  File "/opt/examples/python/mlp_compare.py", line 60, in serve',
      '    _answer()',
      '  File "/usr/lib/python3.11/json/__init__.py", line 4, in dumps',
      '    raise',
      'numpy.linalg.LinAlgError: Singular matrix',
    ];
    expect(quote(traceback.join('\n'))).toBe(': nets/net.py:7: numpy.linalg.LinAlgError: Singular matrix');
  });

  it('end in the command that installs what is missing, fit to be pasted, however long they are', () => {
    const error = `ModuleNotFoundError: No module named 'numpy'; ${'x'.repeat(1000)}`;
    expect(having(error).remedy('python3', '/home/me')).toBe(' Install it: python3 -m pip install numpy');
    expect(having(error).remedy("/opt/it's mine/python", '/home/me')).toBe(" Install it: '/opt/it'\\''s mine/python' -m pip install numpy");
    expect(having('one').remedy('python3', '/home/me')).toBe('');
  });

  it('carry no control characters, and no more than fits', () => {
    expect(quote('\u001b[31mred\u0007')).toBe(': \uFFFD[31mred\uFFFD');
    expect(quote('x'.repeat(100_000))).toHaveLength(403);
  });
});
