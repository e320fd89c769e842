import { describe, expect, it } from 'vitest';
import { forward } from '../../scratch/plain.ts';
import { ACTIVATIONS, activationOf } from '../../src/model/activations/activations.ts';
import type { ActivationRecord } from '../../src/model/activations/record.ts';
import { LOSSES } from '../../src/model/losses/losses.ts';
import { type Hyper, OPTIMISERS, optimiserOf } from '../../src/model/optimisers/optimisers.ts';
import { OUTPUTS } from '../../src/model/outputs.ts';
import { clipped } from '../../src/model/penalty.ts';
import { type NamedTensors, tensorsOf } from '../../src/model/tensors.ts';
import { lossOf, type Task } from '../../src/model/training-spec.ts';
import { traces } from './trace.ts';

describe('the traces', () => {
  const tasks = traces.map(({ task }) => task);
  const have = <T>(what: (task: Task) => T | readonly T[]) => new Set(tasks.flatMap((task) => what(task)));

  it('have every activation, with another number than the usual where it takes one', () => {
    const written = have(({ model }) => model.hidden.map(({ activation }) => activation as string));
    const others = [...written].filter((word) => word.includes('(')).map((word) => activationOf(word).record.name);
    expect(ACTIVATIONS.map(({ name }) => name).filter((name) => !written.has(name))).toEqual([]);
    expect(others.toSorted()).toEqual(
      ACTIVATIONS.filter((record: ActivationRecord) => record.parameter)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it('have every loss on every output that it may stand on', () => {
    const pairs = have(({ model, training }) => `${lossOf(training).record.name} on ${model.output.kind}`);
    expect(LOSSES.flatMap(({ name, on }) => on.map((kind) => `${name} on ${kind}`)).filter((pair) => !pairs.has(pair))).toEqual([]);
    expect(OUTPUTS.map(({ kind }) => kind).filter((kind) => !have(({ model }) => model.output.kind).has(kind))).toEqual([]);
  });

  it('have every optimiser, and every hyper-parameter other than as usual', () => {
    const wanted = OPTIMISERS.flatMap(({ name, hyper }) => [name, ...Object.keys(hyper).map((key) => `${name} ${key}`)]);
    const there = have(({ training: { optimiser } }) => {
      const usual: Hyper = optimiserOf(optimiser).record.hyper;
      const others = Object.entries(optimiser.hyper ?? {}).filter(([key, value]) => value !== usual[key]);
      return others.length === 0 ? optimiser.name : others.map(([key]) => `${optimiser.name} ${key}`);
    });
    expect(wanted.filter((each) => !there.has(each))).toEqual([]);
  });

  it('have everything else that a training can say', () => {
    const further = have(({ training: { reduction, labelSmoothing, targets, classWeights, penalty, clip, decay } }) => [
      ...(reduction ? [`rows ${reduction.rows}`, `outputs ${reduction.outputs}`] : []),
      ...(labelSmoothing ? ['labelSmoothing'] : []),
      ...(targets ? ['targets'] : []),
      ...(classWeights ? [`classWeights over ${classWeights.over}`] : []),
      ...(penalty ? [`penalty in ${penalty.in}`, `penalty biases ${penalty.biases}`, `penalty overBatch ${penalty.overBatch}`] : []),
      ...(penalty?.l1 ? ['l1'] : []),
      ...Object.keys(clip ?? {}).map((key) => `clip ${key}`),
      ...(decay ? [`decay biases ${decay.biases}`] : []),
    ]);
    expect([...further].toSorted()).toEqual([
      'classWeights over rows',
      'classWeights over weights',
      'clip globalNorm',
      'clip norm',
      'clip value',
      'decay biases false',
      'decay biases true',
      'l1',
      'labelSmoothing',
      'outputs mean',
      'outputs sum',
      'penalty biases false',
      'penalty biases true',
      'penalty in gradient',
      'penalty in loss',
      'penalty overBatch false',
      'penalty overBatch true',
      'rows mean',
      'rows sum',
      'targets',
    ]);
  });

  it('have everything that layers may have besides, and what is predicted and kept after every step of these', () => {
    const further = have(({ model: { hidden, normalisation, dropoutScaling } }) => [
      ...hidden.flatMap(({ normalise, dropout, bias }) => [
        ...(normalise ? [`${normalise} normalisation`, `${normalise} normalisation${dropout ? ' with' : ' without'} dropout`] : []),
        ...(dropout ? [`dropout, ${dropoutScaling ?? 'inverted'}`] : []),
        ...(bias === false ? ['no bias'] : []),
      ]),
      ...(normalisation ? [`variance by ${normalisation.unbiased ? 'B − 1' : 'B'}, ${normalisation.momentum} of the batch`] : []),
    ]);
    expect([...further].toSorted()).toEqual([
      'batch normalisation',
      'batch normalisation with dropout',
      'batch normalisation without dropout',
      'dropout, inverted',
      'dropout, prediction',
      'layer normalisation',
      'layer normalisation with dropout',
      'layer normalisation without dropout',
      'no bias',
      'variance by B, 0.01 of the batch',
    ]);
    for (const { name, task, steps } of traces) {
      const isMore = task.model.hidden.some(({ normalise, dropout }) => normalise ?? dropout);
      const keeps = task.model.hidden.some(({ normalise }) => normalise === 'batch');
      for (const { after } of steps) expect([name, after.predicted !== undefined, after.state.running !== undefined]).toEqual([name, isMore, keeps]);
    }
  });

  it('are ten mixtures among others, of ten steps or more, with short batches in the middle and at the end', () => {
    expect(traces.filter(({ name }) => name.startsWith('mixture'))).toHaveLength(10);
    for (const { name, steps } of traces) {
      const rows = steps.map(({ X }) => X.rows);
      const whole = Math.max(...rows);
      expect(rows.length, name).toBeGreaterThanOrEqual(10);
      expect(rows.at(-1), name).toBeLessThan(whole);
      expect(Math.min(...rows.slice(1, -1)), name).toBeLessThan(whole);
    }
  });

  it('have z on both sides of every kink', () => {
    for (const { name, task, steps } of traces.filter((trace) => trace.name.startsWith('activation'))) {
      const z = steps.flatMap(({ X, weights }) => [...forward(task, weights, X).Z[0]!.data]);
      for (const kink of activationOf(task.model.hidden[0]!.activation).record.kinks) {
        expect([z.some((value) => value < kink), z.some((value) => value > kink)], `${name}, ${kink}`).toEqual([true, true]);
      }
    }
  });

  it('are bounded where they have bounds, in some step', () => {
    for (const { name, task, steps } of traces.filter((trace) => trace.task.training.clip)) {
      expect(
        steps.some(({ after: { gradients } }) => isBounded(task, gradients)),
        name,
      ).toBe(true);
    }
  });
});

/** Whether the bounds of the training change a gradient. */
function isBounded({ training: { clip } }: Task, gradients: NamedTensors): boolean {
  const bounded = tensorsOf(clipped(clip, gradients));
  return tensorsOf(gradients).some(({ values }, t) => values.data.some((g, i) => g !== bounded[t]!.values.data[i]));
}
