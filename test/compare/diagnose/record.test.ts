import { describe, expect, it } from 'vitest';
import type { Mistake, Setting } from '../../../compare/diagnose/mistake.ts';
import { type MistakeRecord, mistake, suspectsOf } from '../../../compare/diagnose/record.ts';
import { backward } from '../../../scratch/plain.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { layersOf, type ModelSpec } from '../../../src/model/model-spec.ts';
import { taskOf } from '../../../src/model/training-spec.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { matrix } from '../../../src/numbers/matrix.ts';

const model: ModelSpec = {
  inputs: 2,
  hidden: [
    { units: 3, activation: 'tanh' },
    { units: 2, activation: 'relu' },
  ],
  output: { kind: 'softmax', classes: 2 },
};
const setting: Setting = { model, layers: layersOf(model), depth: 3, classes: 2, batchSize: 64, shortRows: 17, learningRate: 0.1 };

const zeroBias = mistake({
  id: 'zero',
  says: 'db is 0',
  channel: 'db',
  first: 'db',
  layers: () => true,
  right: 'db = Σ rows of dZ',
  mend: 'Sum.',
  effect: ({ alone, layer }) => (alone ? `Layer ${layer} is stuck.` : 'All are stuck.'),
  change: (right) => ({ biasGradient: (pass, l) => map(right.biasGradient(pass, l), () => 0) }),
});
const mistakesOf = (record: MistakeRecord) => suspectsOf(record, setting).filter((suspect): suspect is Mistake => 'change' in suspect);

describe('a mistake that is written down once', () => {
  it('is looked for in all layers that can have it, then in each alone, and is worded so', () => {
    expect(mistakesOf(zeroBias).map(({ id, name, first, effect }) => [id, name, first.layer, effect])).toEqual([
      ['zero', 'db is 0', 3, 'All are stuck.'],
      ['zero/1', 'db is 0 (in layer 1)', 1, 'Layer 1 is stuck.'],
      ['zero/2', 'db is 0 (in layer 2)', 2, 'Layer 2 is stuck.'],
      ['zero/3', 'db is 0 (in layer 3)', 3, 'Layer 3 is stuck.'],
    ]);
  });

  it('where one layer alone can have it is one suspect, under its own id; where none can, none', () => {
    const tanhOnly = mistakesOf({ ...zeroBias, layers: ({ activation }) => activation === 'tanh' });
    expect(tanhOnly.map(({ id, name, effect }) => [id, name, effect])).toEqual([['zero', 'db is 0 (in layer 1)', 'All are stuck.']]);
    expect(suspectsOf({ ...zeroBias, layers: ({ activation }) => activation === 'sigmoid' }, setting)).toEqual([]);
    expect(suspectsOf({ ...zeroBias, when: ({ classes }) => classes === 1 }, setting)).toEqual([]);
  });

  it('changes the formulas of those layers, and leaves the others as they were', () => {
    const weights = setting.layers.map(({ inputs, outputs }, l) => ({
      W: matrix(Array.from({ length: inputs }, (_, i) => Array.from({ length: outputs }, (__, j) => Math.cos(i + 2 * j + l)))),
      b: matrix([Array.from({ length: outputs }, () => 0.3)]),
    }));
    const stuck = (id: string) => {
      const found = mistakesOf(zeroBias).find((one) => one.id === id);
      const formulas = { ...textbook, ...found?.change(textbook) };
      const { gradients } = backward(taskOf(model), { weights }, { X: matrix([[1, 2]]), y: Uint32Array.of(1) }, 0.1, formulas);
      return gradients.map(({ b }) => b.data.every((value) => value === 0));
    };
    expect([stuck('none'), stuck('zero'), stuck('zero/2')]).toEqual([
      [false, false, false],
      [true, true, true],
      [false, true, false],
    ]);
  });

  it('has its number as a program writes it, though its logarithm is estimated', () => {
    const [family] = suspectsOf(
      {
        ...zeroBias,
        estimate: { name: 'ε', starts: [1e-7], plausible: (e) => e < 1, scale: { from: Math.exp, to: Math.log } },
        says: ({ value }) => `ε is ${value}`,
      },
      setting,
    );
    if (!family || !('make' in family)) throw new Error('no family');
    expect(family.starts).toEqual([Math.log(1e-7)]);
    expect([family.plausible(-5), family.plausible(0.5)]).toEqual([true, false]);
    expect(family.make(0)).toMatchObject({ name: 'ε is 1', parameter: { name: 'ε', value: 1 } });
  });
});
