import { describe, expect, it } from 'vitest';
import { withBackend, withBackends } from '../../../compare/networks/backends.ts';
import { type Training, train } from '../../../compare/training/train.ts';
import { trainAll } from '../../../compare/training/train-all.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { runtimeUnderTest } from '../../tfjs/runtime-under-test.ts';
import { modelOf, SOFTMAX3, tinyPlan } from '../../tiny-plan.ts';

const spec = parseRunSpec({ tfjsRuntime: runtimeUnderTest() }, (option) => option);
const plan = tinyPlan({ model: modelOf(6, [16, 16], 'relu', SOFTMAX3), rows: 50, batchSize: 16, epochs: 3 });
const steps = new Set([1, 2, 7]);

/** All of a training but its times. */
function bits({ history, test, snapshots }: Training): unknown {
  return { ...history, epochs: history.epochs.map(({ trainSeconds: _, evaluationSeconds: __, ...epoch }) => epoch), test, snapshots };
}

describe('training several networks', () => {
  it('in workers gives the bits that each gives alone on this thread, in the order asked for', async () => {
    const together = await withBackends(spec.networks, spec, (backends) => trainAll(plan, spec, backends, steps));
    const alone: Training[] = [];
    for (const name of spec.networks) alone.push(await withBackend(name, spec, (backend) => train(plan, backend, { snapshotSteps: steps })));
    expect(together.map(bits)).toEqual(alone.map(bits));
    expect(together.map(({ history }) => history.network)).toEqual(['scratch', 'tfjs']);
    expect(together[0]!.snapshots.get(7)!.weights[0]!.W.data).toBeInstanceOf(Float32Array);
  });

  it('tells of every epoch of each, under its name', async () => {
    const told: string[] = [];
    const onEpoch = (network: string, { epoch }: { epoch: number }) => void told.push(`${network} ${epoch}`);
    await withBackends(spec.networks, spec, (backends) => trainAll(plan, spec, backends, steps, { onEpoch }));
    expect(told.toSorted()).toEqual(['scratch 1', 'scratch 2', 'scratch 3', 'tfjs 1', 'tfjs 2', 'tfjs 3']);
  });
});

describe('a network that cannot be trained', () => {
  it('by a mistake of the user’s is a fault, from a worker as from this thread', async () => {
    const wrong = { ...spec, networks: ['scratch', 'nothing'] };
    const training = withBackend('scratch', spec, (scratch) => trainAll(plan, wrong, [scratch, { ...scratch, name: 'nothing' }], steps));
    await expect(training).rejects.toThrow(Fault);
  });

  it('by a mistake of its own is an error with its name', async () => {
    const training = withBackends(spec.networks, spec, (backends) => trainAll({ ...plan, initial: [] }, spec, backends, steps));
    const error: unknown = await training.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Fault);
    expect((error as Error).message).toMatch(/^(scratch|tfjs): its worker died: The model has 3 layers, got weights for 0\.$/);
  });
});
