import { expect, it } from 'vitest';
import { withOptions } from '../../bench/build/readme.ts';
import { kebab } from '../../src/run/config.ts';
import { SETTINGS } from '../../src/run/settings/settings.ts';
import { textOf } from '../sources.ts';

it('docs/settings.md lists the options as --help does; npm run readme writes them', async () => {
  const readme = textOf('docs/settings.md');
  expect(readme).toBe(await withOptions(readme));
  expect(readme).toMatch(/\n {2}--learning-rate <rate> +of stochastic gradient descent \(default:\s+0\.1\)\n/);
});

it('a page without its marks is not written over', async () => {
  await expect(withOptions('# Options\n')).rejects.toThrow(/^docs\/settings\.md: expected a section between/);
});

it('has a section for each setting: what it takes, its default, an example, and what is said of a wrong value', () => {
  const sections = textOf('docs/settings.md').split(/^### /m).slice(1);
  expect(sections.map((section) => section.split('\n')[0])).toEqual(SETTINGS.map(({ name }) => kebab(name)));
  for (const section of sections) {
    expect(section).toMatch(/^- takes \S.*(where it is not given|on where|off where)/m);
    expect(section).toMatch(/^- typed `--[\w-]+.*`, in a config file `\{.+\}`/m);
    expect(section).toMatch(/^- otherwise: `--[\w-]+: expected .*\.`$/m);
  }
  expect(sections.find((section) => section.startsWith('hidden\n'))).toContain(
    'typed `--hidden 64,32`, in a config file `{"hidden":[64,32]}`, in code `{ hidden: [64, 32] }`',
  );
});
