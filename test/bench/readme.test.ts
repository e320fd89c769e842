import { expect, it } from 'vitest';
import { withOptions } from '../../bench/build/readme.ts';
import { textOf } from '../sources.ts';

it('docs/settings.md lists the options as --help does; npm run readme writes them', async () => {
  const readme = textOf('docs/settings.md');
  expect(readme).toBe(await withOptions(readme));
  expect(readme).toMatch(/\n {2}--learning-rate <rate> +of stochastic gradient descent \(default:\s+0\.1\)\n/);
});

it('a page without its marks is not written over', async () => {
  await expect(withOptions('# Options\n')).rejects.toThrow(/^docs\/settings\.md: expected a section between/);
});
