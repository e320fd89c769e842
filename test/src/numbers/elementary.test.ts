import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { arctan, cos, sin } from '../../../src/numbers/elementary/circular.ts';
import { exp, expm1 } from '../../../src/numbers/elementary/exponential.ts';
import { tanh } from '../../../src/numbers/elementary/hyperbolic.ts';
import { log, log1p } from '../../../src/numbers/elementary/logarithm.ts';
import { power } from '../../../src/numbers/elementary/power.ts';

const row = z.array(z.number());
const FUNCTIONS = { exp, expm1, log, log1p, tanh, sin, cos, arctan };
const NAMES = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];
const oracle = z.record(z.string(), z.array(row)).parse(JSON.parse(readFileSync(new URL('../../oracle/elementary.json', import.meta.url), 'utf8'))); // of mpmath, by elementary.py

/** By how much y is off, in units in the last place of the float64 that is nearest to the truth. */
function ulpsOff(y: number, nearest: number, more: number): number {
  const ulp = 2 ** (Math.max(-1022, Math.floor(Math.log2(Math.abs(nearest)))) - 52) || Number.MIN_VALUE;
  return Math.abs((y - nearest) / ulp - more);
}

describe('as mpmath has it, within one unit in the last place', () => {
  it.each(NAMES)('%s', (name) => {
    expect(oracle[name]!.length).toBeGreaterThanOrEqual(120);
    for (const [x, nearest, more] of oracle[name] as [number, number, number][]) {
      expect(ulpsOff(FUNCTIONS[name](x), nearest, more), `${name} ${x}`).toBeLessThan(1);
    }
  });

  it('power', () => {
    for (const [x, n, nearest, more] of oracle['power'] as [number, number, number, number][]) {
      expect(ulpsOff(power(x, n), nearest, more), `${x} to the power ${n}`).toBeLessThan(1);
    }
  });
});

/** f(NaN), f(−∞), f(−0), f(0), f(∞), as IEEE 754 has them. */
const AT_THE_ENDS: Readonly<Record<keyof typeof FUNCTIONS, readonly number[]>> = {
  exp: [NaN, 0, 1, 1, Infinity],
  expm1: [NaN, -1, -0, 0, Infinity],
  log: [NaN, NaN, -Infinity, -Infinity, Infinity],
  log1p: [NaN, NaN, -0, 0, Infinity],
  tanh: [NaN, -1, -0, 0, 1],
  sin: [NaN, NaN, -0, 0, NaN],
  cos: [NaN, NaN, 1, 1, NaN],
  arctan: [NaN, -Math.PI / 2, -0, 0, Math.PI / 2],
};

describe('at the ends of what there is', () => {
  it.each(NAMES)('%s of NaN, −∞, −0, 0 and ∞', (name) => {
    expect([NaN, -Infinity, -0, 0, Infinity].map(FUNCTIONS[name])).toEqual(AT_THE_ENDS[name]); // toEqual tells −0 from 0
  });

  it('e^x is ∞ from 710 on, and 0 below −746; e^x − 1 is −1 there', () => {
    expect([exp(709.782712893384) < Infinity, exp(709.7827128933841)]).toEqual([true, Infinity]);
    expect([exp(-745.1332191019411), exp(-745.1332191019412), exp(-1e300)]).toEqual([Number.MIN_VALUE, 0, 0]);
    expect([expm1(710), expm1(1e300), expm1(-1e300)]).toEqual([Infinity, Infinity, -1]);
  });

  it('log of a negative number is none, and log(1 + x) of one below −1', () => {
    expect([log(-1e-310), log(-1), log1p(-1), log1p(-1.0000000000000002)]).toEqual([NaN, NaN, -Infinity, NaN]);
  });

  it('what is nearly x near 0 is x for the smallest numbers', () => {
    for (const x of [Number.MIN_VALUE, -Number.MIN_VALUE, 2 ** -1022, 1e-310]) {
      for (const f of [expm1, log1p, tanh, sin, arctan]) expect(f(x)).toBe(x);
    }
  });

  it('a number to the power of 0 is 1, and of 1 itself', () => {
    for (const x of [0, 0.3, 1]) expect([power(x, 0), power(x, 1)]).toEqual([1, x]);
    expect([power(0, 5), power(1, 1e6), power(0.5, 1074)]).toEqual([0, 1, Number.MIN_VALUE]);
  });
});
