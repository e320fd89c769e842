import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberIn, numberOf } from '../../../../src/data/table/number.ts';
import { holds } from '../../../holds.ts';

const inBytes = (text: string) => numberIn(new TextEncoder().encode(`,${text},`), 1, text.length + 1);
const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

/** Any decimal at all: leading zeros, points anywhere, up to 40 digits, exponents out of range. */
const decimal = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits(0, 20),
    fc.constantFrom('', '.'),
    digits(0, 20),
    fc.option(fc.integer({ min: -400, max: 400 }), { nil: undefined }),
  )
  .map(([sign, whole, point, fraction, power]) => `${sign}${whole}${point}${fraction}${power === undefined ? '' : `e${power}`}`);

/** Decimals right between two float64, where rounding is hardest, and the nearest on either side of those. */
const halfway = fc
  .tuple(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: 0, max: 22 }), fc.integer({ min: -1, max: 1 }))
  .map(([mantissa, places, aside]) => {
    // (2m + 1)/2 lies between m and m + 1; in decimal it is (2m + 1)·5/10
    const written = `${(2n * mantissa + 1n) * 5n * 10n ** 3n + BigInt(aside)}`;
    const at = written.length - 4;
    return places % 2 === 0 ? `${written.slice(0, at)}.${written.slice(at)}` : `${written.slice(0, at - 8)}.${written.slice(at - 8)}e8`;
  });

/** As programs write float64: the shortest decimal, with 17 digits, with 19. */
const written = fc
  .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('shortest', '17', '19'))
  .map(([x, how]) => (how === 'shortest' ? String(x) : x.toExponential(how === '17' ? 16 : 18)));

const near = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 20 })).map(([x, places]) => x.toFixed(places));

describe('a number read from bytes', () => {
  it('is the float64 that Number() makes of it, bit for bit', async () => {
    await holds(
      fc.property(fc.oneof(decimal, halfway, written, near), (text) => {
        expect(inBytes(text)).toBe(numberOf(text));
      }),
      20_000,
      0.01,
    );
  });

  it.each([
    '0',
    '-0',
    '007',
    '.5',
    '5.',
    '9007199254740993',
    '9007199254740993.0000000000000001',
    '0.500000000000000166533453693773481063544750213623046875',
    '1e23',
    '8.5e22',
    '2.2250738585072011e-308',
    '4.9406564584124654e-324',
    '2.4703282292062327e-324',
    '1.7976931348623157e308',
    '123456789012345678901234567',
    '1234567890123456789012345678',
    '0.1000000000000000055511151231257827',
    '00000000000000000000000000000000000001.5',
    '-12.75e-3',
    '1E+5',
  ])('%s', (text) => {
    expect(inBytes(text)).toBe(Number(text));
  });

  it.each([
    '',
    '.',
    '-',
    '-.',
    '+',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '1-2',
    '/1',
    ':1',
    '1 2',
    '0x1',
    '1e5.',
    '--1',
    'NaN',
    'Infinity',
    '1e999',
    '-1e999',
    '1,5',
    '1_0',
  ])('is none in %j', (text) => {
    expect(inBytes(text)).toBeNaN();
    expect(numberOf(text)).toBeNaN();
  });
});
