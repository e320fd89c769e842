import { expect, it } from 'vitest';
import { checksOf } from '../../../compare/parity/checks.ts';
import { checkParity } from '../../../compare/parity/parity.ts';
import { referenceOf, referencesOf } from '../../../compare/parity/reference.ts';
import { modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';
import { correct, trained } from './networks.ts';

const plan = tinyPlan({ model: modelOf(6, [8], 'relu', SOFTMAX3), rows: 30, batchSize: 8, epochs: 3 });
const baseline = await trained(plan, await correct('a', 'naive'));
const { snapshots } = baseline.training;
const pause = async () => undefined;
const lost = { weights: [] }; // of which nothing can be worked out

it('references that are worked out ahead are those that would be asked for, and are not worked out again', async () => {
  const references = referencesOf(plan);
  await references.ahead(snapshots, () => true, pause);
  expect([...snapshots.keys()].map((step) => references.of(step, lost))).toEqual(
    Array.from(snapshots, ([step, snapshot]) => referenceOf(plan, step, snapshot)),
  );
});

it('no more of them are worked out ahead once they are not wanted: the others when they are asked for', async () => {
  const references = referencesOf(plan);
  const [first, second] = snapshots.keys() as unknown as [number, number];
  let pauses = 0;
  await references.ahead(
    snapshots,
    () => pauses === 0,
    async () => void pauses++,
  );
  expect(references.of(first, lost).at).toBe(first);
  expect(() => references.of(second, lost)).toThrow();
  expect(references.of(second, snapshots.get(second)!)).toEqual(referenceOf(plan, second, snapshots.get(second)!));
});

it('a check finds the same with them', async () => {
  const references = referencesOf(plan);
  await references.ahead(snapshots, () => true, pause);
  const other = await trained(plan, await correct('b'));
  expect(await checkParity(plan, baseline, other, { steps: checksOf(plan, references) })).toEqual(await checkParity(plan, baseline, other));
});
