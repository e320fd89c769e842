import { describe, expect, it } from 'vitest';
import { ScratchNetwork } from '../../../scratch/fast/network.ts';
import { createNaive } from '../../../scratch/kernels/naive.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { HiddenLayer } from '../../../src/model/model-spec.ts';
import { tensorsOf } from '../../../src/model/tensors.ts';
import { type TrainingSpec, taskOf, usualTraining } from '../../../src/model/training-spec.ts';
import { ShapeError } from '../../../src/numbers/matrix.ts';
import { modelOf, numbersOf, SOFTMAX3, tinySamples, weightsFor } from '../../tiny-plan.ts';

const { X, y } = tinySamples(8, 4, SOFTMAX3);

/** Two networks of one training, as new: the fast one and the plain one. */
function both(first: Partial<HiddenLayer>, training: Partial<TrainingSpec>) {
  const usual = modelOf(4, [5, 3], 'tanh', SOFTMAX3);
  const model = { ...usual, hidden: usual.hidden.map((layer, l) => (l === 0 ? { ...layer, ...first } : layer)) };
  const task = taskOf(model, { ...usualTraining(model), ...training });
  const fast = () => new ScratchNetwork(task, weightsFor(model), createNaive('float64'));
  return { fast, plain: new PlainNetwork(task, weightsFor(model)) };
}

const adam: Partial<TrainingSpec> = { optimiser: { name: 'adam' } };

describe('what the hand-written network carries from step to step', () => {
  it('is what the textbook’s does: the optimiser’s tensors, and the running statistics of the layers that are normalised over the batch', () => {
    const { fast, plain } = both({ normalise: 'batch' }, adam);
    const network = fast();
    for (let step = 0; step < 3; step++) network.step(X, y, 0.05), plain.step(X, y, 0.05);
    const [own, right] = [network.state(), plain.state()];
    expect(own.steps).toBe(3);
    expect(Object.keys(own.tensors)).toEqual(Object.keys(right.tensors));
    for (const key of Object.keys(right.tensors)) {
      tensorsOf(right.tensors[key] ?? []).forEach(({ values }, t) => {
        const kept = tensorsOf(own.tensors[key] ?? [])[t];
        expect([...(kept?.values.data ?? [])]).toEqual([...values.data].map((value) => expect.closeTo(value, 12)));
      });
    }
    expect(own.running?.map((kept) => kept !== undefined)).toEqual([true, false, false]);
    const [[mine], [textbooks]] = [own.running ?? [], right.running ?? []];
    expect([...(mine?.mean.data ?? []), ...(mine?.variance.data ?? [])]).toEqual(
      [...(textbooks?.mean.data ?? []), ...(textbooks?.variance.data ?? [])].map((value) => expect.closeTo(value, 12)),
    );
  });

  it('is no running statistics where no layer is normalised over the batch', () => {
    expect(both({ normalise: 'layer' }, adam).fast().state()).not.toHaveProperty('running');
    expect(both({}, adam).fast().state()).not.toHaveProperty('running');
  });

  it('can be put into another network, which then goes on as the first does', () => {
    const { fast } = both({ normalise: 'batch' }, adam);
    const [first, second] = [fast(), fast()];
    for (let step = 0; step < 3; step++) first.step(X, y, 0.05);
    second.setWeights(first.weights());
    second.setState(first.state());
    expect(second.state()).toEqual(first.state());
    expect(second.predict(X)).toEqual(first.predict(X));
    expect(second.step(X, y, 0.05)).toBe(first.step(X, y, 0.05));
    expect(numbersOf(second.weights())).toEqual(numbersOf(first.weights()));
  });

  it('can be put into one that is not normalised, and running statistics that are not given stay as they are', () => {
    const plainLayers = both({}, adam).fast();
    plainLayers.step(X, y, 0.05);
    const other = both({}, adam).fast();
    other.setState(plainLayers.state());
    expect(other.state()).toEqual(plainLayers.state());

    const normalised = both({ normalise: 'batch' }, {}).fast();
    normalised.step(X, y, 0.05);
    const { running } = normalised.state();
    normalised.setState({ steps: 7, tensors: {} });
    expect(normalised.state()).toEqual({ steps: 7, tensors: {}, running });
  });

  it('must have all that the optimiser remembers', () => {
    expect(() => both({}, adam).fast().setState({ steps: 1, tensors: {} })).toThrow(ShapeError);
  });
});
