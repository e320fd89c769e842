import { describe, expect, it } from 'vitest';
import { type Step, takeSteps } from '../../release/steps.ts';
import { Fault } from '../../src/fault.ts';

const holds = (title: string, remark = ''): Step => ({ title, run: () => remark });

/** A clock that goes a second and a half between two looks. */
function clock(): () => number {
  let milliseconds = 0;
  return () => (milliseconds += 1500);
}

describe('the steps of a release', () => {
  it('are each told with their time, and what they have to say', async () => {
    const said: string[] = [];
    await takeSteps([holds('one'), holds('two', 'at last')], (line) => said.push(line), clock());
    expect(said.map((line) => line.replace(/ +/g, ' '))).toEqual(['✓ one 1.5 s', '✓ two 1.5 s at last']);
  });

  it('end with the first that does not hold; what it says is thrown', async () => {
    const said: string[] = [];
    const fails: Step = {
      title: 'two',
      run: async () => {
        throw new Fault('a.ts: expected 1, got 2.');
      },
    };
    await expect(takeSteps([holds('one'), fails, holds('three')], (line) => said.push(line), clock())).rejects.toThrow('a.ts: expected 1, got 2.');
    expect(said.map((line) => line.replace(/ +/g, ' '))).toEqual(['✓ one 1.5 s', '✗ two 1.5 s']);
  });
});
