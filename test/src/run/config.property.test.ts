import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec, type RunSpec } from '../../../src/run/config.ts';
import { holds } from '../../holds.ts';
import { anySettings } from '../../settings.ts';

/** A run's settings, or lines that each name an option and say what is wrong with it. */
function specOrFault(settings: Record<string, unknown>): RunSpec | undefined {
  try {
    return parseRunSpec(settings, (option) => `run.json: ${option}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    for (const line of error.message.split('\n')) expect(line).toMatch(/^run\.json: [^\p{Cc}]{1,2000}[.?]$/u);
    return undefined;
  }
}

/** Every number of a spec as a run needs it. */
function checkSpec(spec: RunSpec): void {
  for (const whole of [spec.batchSize === 'full' ? 1 : spec.batchSize, spec.epochs, ...spec.hidden])
    expect(Number.isSafeInteger(whole) && whole >= 1).toBe(true);
  expect(spec.learningRate > 0 && spec.learningRate < Infinity).toBe(true);
  expect(spec.networks.length).toBeGreaterThan(0);
  expect(new Set(spec.networks).size).toBe(spec.networks.length);
  expect([1, spec.hidden.length]).toContain(spec.activation.length);
}

describe('settings, whatever they are', () => {
  it('are those of a run, or are refused with a line for each mistake', async () => {
    const ends = { run: 0, fault: 0 };
    await holds(
      fc.property(anySettings, (settings) => {
        const spec = specOrFault(settings);
        ends[spec ? 'run' : 'fault']++;
        if (!spec) return;
        checkSpec(spec);
        expect(specOrFault({ ...spec })).toEqual(spec); // what results.json keeps of a run makes the same run
      }),
      400,
    );
    expect(Math.min(ends.run, ends.fault)).toBeGreaterThan(10);
  });
});
