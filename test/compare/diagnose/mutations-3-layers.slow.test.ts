import { expect, it } from 'vitest';
import { plantAll, table } from './mutation.ts';

it('names and locates every mistake planted in networks of 3 layers, and is silent where it cannot show', { timeout: 600_000 }, async () => {
  const tally = await plantAll(3);
  console.log(table('Mistakes planted in 3 layers', tally));
  expect(tally.falseAlarms, tally.failures.join('\n')).toBe(0);
  expect(tally.located, tally.failures.join('\n')).toBe(tally.planted);
  expect(tally.named, tally.failures.join('\n')).toBe(tally.planted);
});
