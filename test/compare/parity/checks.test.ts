import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { checksOf } from '../../../compare/parity/checks.ts';
import { checkParity } from '../../../compare/parity/parity.ts';
import type { Pair } from '../../../compare/parity/re-anchor.ts';
import { compare } from '../../../compare/run/compare.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';
import { correct, planted, trained } from './networks.ts';

const plan = tinyPlan({ model: modelOf(6, [8], 'relu', SOFTMAX3), rows: 30, batchSize: 8, epochs: 3 });
const baseline = await trained(plan, await correct('a', 'naive'));
const { snapshots } = baseline.training;
const other = await trained(plan, await correct('b'));
const pause = async () => undefined;
const lost = {} as Pair; // which takes no step

it('steps that are taken ahead are those that would be asked for, and are not taken again', async () => {
  const steps = checksOf(plan);
  await steps.ahead([baseline.backend, other.backend], snapshots, () => true, pause);
  const taken = await Promise.all(Array.from(snapshots, ([step, snapshot]) => steps.of('b', step, snapshot, lost)));
  expect(taken).toEqual((await checkParity(plan, baseline, other)).checks);
  await expect(steps.of('c', 1, snapshots.get(1)!, lost)).rejects.toThrow(); // of another network
});

it('no more of them are taken ahead once they are not wanted: the others when they are asked for', async () => {
  const steps = checksOf(plan);
  const [first, second] = snapshots.keys() as unknown as [number, number];
  let pauses = 0;
  await steps.ahead(
    [baseline.backend, other.backend],
    snapshots,
    () => pauses === 0,
    async () => void pauses++,
  );
  expect((await steps.of('b', first, snapshots.get(first)!, lost)).step).toBe(first);
  await expect(steps.of('b', second, snapshots.get(second)!, lost)).rejects.toThrow();
  expect(await checkParity(plan, baseline, other, { steps })).toEqual(await checkParity(plan, baseline, other));
});

it("a network of the reader's own is not made a second time while it trains: it may remember what it was asked", async () => {
  let made = 0;
  let first = () => {};
  const firstEnded = new Promise<void>((resolve) => (first = resolve));
  const mine = planted(await correct('mine'), (network) => {
    made++;
    return {
      async step(...batch) {
        await firstEnded;
        await setTimeout(10);
        return network.step(...batch);
      },
    };
  });
  const told: number[] = [];
  await compare(
    parseRunSpec({ data: 'xor', hidden: [4], epochs: 1, networks: ['scratch', 'mine'] }, (option) => option),
    {
      atHand: new Map([['mine', mine]]),
      onTraining: () => first(),
      onTrained: () => void told.push(made),
    },
  );
  expect(told).toEqual([1]);
  expect(made).toBe(2);
});
