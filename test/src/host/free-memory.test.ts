import { totalmem } from 'node:os';
import { expect, it } from 'vitest';
import { freeMemory } from '../../../src/host/free-memory.ts';

it('memory that may be taken is some, and no more than the machine has', () => {
  expect(freeMemory()).toBeGreaterThan(2 ** 20);
  expect(freeMemory()).toBeLessThanOrEqual(totalmem());
});
