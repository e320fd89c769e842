import { describe, expect, it } from 'vitest';
import { Pace } from '../../web/compare/trainer/pace.ts';

/** Two networks of three batches an epoch, the second of which is made later and is slower. */
function raced(epochs: number, act: (pace: Pace, step: number) => void = () => undefined) {
  const events: string[] = [];
  const pace: Pace = new Pace(['a', 'b'], 3, async (step) => {
    events.push(`met ${step}`);
    act(pace, step);
  });
  const train = async (name: string, turns: number) => {
    for (let step = 1; step <= 3 * epochs; step++) {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const held = pace.before(name, step);
      if (held) await held;
      events.push(`${name}${step}`);
    }
    pace.leave(name);
  };
  return { events, pace, over: Promise.all([train('a', 1), train('b', 50)]) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the pace of networks that train beside each other', () => {
  it('has them meet before every epoch, the first too, and no network there before the other', async () => {
    const { events, over } = raced(2);
    await over;
    expect(events.filter((event) => event.startsWith('met'))).toEqual(['met 1', 'met 4']);
    expect(events[0]).toBe('met 1');
    expect(events.indexOf('a4')).toBeGreaterThan(events.indexOf('b3'));
  });

  it('holds all before the same step while it is paused, and lets them go on by a batch, or to the end of the epoch', async () => {
    const { events, pace, over } = raced(4, (own, step) => {
      if (step === 4) own.pause();
    });
    const last = (name: string) => events.filter((event) => event.startsWith(name)).at(-1);
    await settled();
    expect([last('a'), last('b'), last('met')]).toEqual(['a3', 'b3', 'met 4']);
    pace.goOn('batch');
    await settled();
    expect([last('a'), last('b'), last('met')]).toEqual(['a4', 'b4', 'met 5']);
    pace.goOn('epoch');
    await settled();
    expect([last('a'), last('b'), last('met')]).toEqual(['a6', 'b6', 'met 7']);
    pace.resume();
    await over;
    expect([last('a'), last('b')]).toEqual(['a12', 'b12']);
  });

  it('brings both to the step at which the further one is', async () => {
    const { events, pace } = raced(1, () => undefined);
    while (!events.includes('a2')) await Promise.resolve();
    pace.pause();
    await settled();
    expect(events.filter((event) => /^[ab]/.test(event)).sort()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('waits no longer for one that has left', async () => {
    const pace = new Pace(['a', 'b'], 1, async () => undefined);
    const held = pace.before('a', 1);
    pace.leave('b');
    await expect(held).resolves.toBeUndefined();
  });
});
