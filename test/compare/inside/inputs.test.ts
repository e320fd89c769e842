import { expect, it } from 'vitest';
import { firstInputsOf } from '../../../compare/inside/inputs.ts';
import { layer } from '../../tiny-plan.ts';

it('names the inputs that each unit answers to most, the units with the largest weights first, the same of every network', () => {
  const one = [
    layer(
      [
        [1, 0.5],
        [-2, 3],
        [0.25, 4],
      ],
      [9, 9],
    ),
  ];
  const other = [
    layer(
      [
        [8, 0],
        [0, 1],
        [0, 0],
      ],
      [0, 0],
    ),
  ];
  const [first, second, none] = firstInputsOf([one, other, undefined], ['size', 'weight', 'age']);
  expect(first!.map(({ unit }) => unit)).toEqual([2, 1]); // √(.25 + 9 + 16) > √(1 + 4 + .0625)
  expect(first![0]!.norm).toBeCloseTo(Math.sqrt(25.25));
  expect(first![1]!.top).toEqual([
    { feature: 'weight', weight: -2 },
    { feature: 'size', weight: 1 },
    { feature: 'age', weight: 0.25 },
  ]);
  expect(second!.map(({ unit }) => unit)).toEqual([2, 1]);
  expect(none).toBeUndefined();
  expect(firstInputsOf([undefined], ['size'])).toEqual([undefined]);
});

it('keeps twelve units and five inputs of each', () => {
  const many = [
    layer(
      Array.from({ length: 9 }, (_, r) => Array.from({ length: 20 }, (_, c) => r + c)),
      new Array<number>(20).fill(0),
    ),
  ];
  const [units] = firstInputsOf([many], ['a']);
  expect(units!.map(({ unit }) => unit)).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9]);
  expect(units![0]!.top.map(({ feature }) => feature)).toEqual(['input 9', 'input 8', 'input 7', 'input 6', 'input 5']);
});
