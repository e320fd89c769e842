import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../compare/diagnose/catalogue/catalogue.ts';
import { CODES, codeOf, PLACES, slugOf } from '../../../../compare/diagnose/catalogue/codes.ts';
import { LINES } from '../../../../compare/diagnose/catalogue/pages/lines.ts';
import { PAGES } from '../../../../compare/diagnose/catalogue/pages/pages.ts';
import { toldAll } from '../../../../compare/diagnose/catalogue/pages/told.ts';
import { mistakeFiles } from '../../../../compare/show/markdown/mistakes.ts';
import { mistakeText } from '../../../../compare/show/words/mistake-page.ts';
import { layersOf, type ModelSpec } from '../../../../src/model/model-spec.ts';
import { flagsOf } from '../../../../src/run/settings/setting.ts';
import { SETTINGS } from '../../../../src/run/settings/settings.ts';
import { root, textOf } from '../../../sources.ts';
import { BASE } from './example-network.ts';

const ACTIVATIONS = ['relu', 'tanh', 'sigmoid'] as const;
const OUTPUTS = [
  { kind: 'softmax', classes: 3 },
  { kind: 'sigmoid', threshold: 0.5 },
] as const satisfies ModelSpec['output'][];

/** Every mistake that the catalogue knows in any network. */
function named(): string[] {
  const settings = ACTIVATIONS.flatMap((activation) => OUTPUTS.map((output) => ({ inputs: 5, hidden: [1, 2].map(() => ({ units: 6, activation })), output })));
  const ids = settings.flatMap((model) =>
    catalogue({ model, layers: layersOf(model), depth: 3, classes: model.output.kind === 'softmax' ? 3 : 1, batchSize: 64, shortRows: 17, learningRate: 0.1 }),
  );
  return [...new Set(ids.map(({ id }) => slugOf(id)))].toSorted();
}

const register = textOf('docs/mistakes/codes.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('the codes', () => {
  it('are those of the register, which is never changed: a new mistake is a new line of it', () => {
    expect(
      Object.entries(CODES)
        .map(([id, code]) => `${code} ${id}`)
        .toSorted(),
    ).toEqual(register.toSorted());
  });

  it('are given once each, in a hundred that is a place in the step', () => {
    expect(new Set(register.map((line) => line.split(' ')[0])).size).toBe(register.length);
    for (const line of register) expect(line).toMatch(new RegExp(`^MLP[${Object.keys(PLACES).join('')}]\\d\\d [a-z][a-z0-9./-]+$`));
  });

  it('are had by every mistake of the catalogue, in whatever layer it is', () => {
    expect(named().filter((id) => codeOf(id) === undefined)).toEqual([]);
    expect(codeOf('bias-left-out/2')).toBe(codeOf('bias-left-out'));
    expect(codeOf('weight-decay/loss-1')).not.toBe(codeOf('weight-decay'));
  });
});

describe('the pages', () => {
  const all = toldAll();

  it('are one for each mistake', () => {
    expect(PAGES.map(({ id }) => id).toSorted()).toEqual(named());
  });

  it('tell a mistake from others that have pages', () => {
    expect(all.flatMap(({ id, confused }) => confused.filter((other) => other.code === '' || other.id === id).map((other) => `${id}: ${other.id}`))).toEqual(
      [],
    );
  });

  it.each(all)('$code $id fits a terminal of 80 columns and 66 lines', (told) => {
    const lines = mistakeText(told).split('\n');
    for (const line of lines) if (!line.includes('https://')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(66);
  });

  it.each(all)('$code $id says no sentence twice, and ends each with a stop', ({ see, why, confused, unless = '.' }) => {
    const sentences = [see, why, ...confused.map(({ how }) => how), unless];
    for (const sentence of sentences) expect(sentence).toMatch(/[.:]$/);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

it('pages name options that there are', () => {
  const flags = SETTINGS.map((setting) => flagsOf(setting).split(' ')[0]);
  const said = toldAll().flatMap(({ see, why, unless = '' }) => [...`${see} ${why} ${unless}`.matchAll(/--[a-z][a-z0-9-]*/g)].map(([flag]) => flag));
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((flag) => !flags.includes(flag))).toEqual([]);
});

describe('the lines that pages change', () => {
  it.each(Object.entries(LINES))('%s stands in the base networks once, where it is said to', (_, { where, numpy, ts }) => {
    expect(BASE.ts.split('\n').filter((line) => line.trim() === ts)).toHaveLength(1);
    const lines = BASE.numpy.split('\n');
    expect(lines.filter((line) => line.trim() === numpy)).toHaveLength(1);
    const above = lines.slice(0, lines.findIndex((line) => line.trim() === numpy) + 1).join('\n');
    const names = [...above.matchAll(/^ *(?:def|class) (?!__)(\w+)|^([A-Z]+) = \{/gm)].map(([, named, table]) => named ?? table);
    expect(names.at(-1) ?? 'the file').toBe(where);
  });
});

describe('docs/mistakes', () => {
  it('is what the catalogue has (npm run mistakes writes it)', () => {
    const files = mistakeFiles(toldAll());
    expect(readdirSync(join(root, 'docs/mistakes')).toSorted()).toEqual([...files.keys(), 'codes.txt'].toSorted());
    for (const [name, text] of files) expect(textOf(`docs/mistakes/${name}`), name).toBe(text);
  });

  it('links to files that are there', () => {
    const files = mistakeFiles(toldAll());
    const links = [...files.values()].flatMap((text) =>
      [...text.replace(/^```diff$[^]*?^```$/gm, '').matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, to = '']) => to),
    );
    expect(links.filter((to) => !files.has(to) && !to.startsWith('../../examples/'))).toEqual([]);
    for (const to of links.filter((link) => link.startsWith('../../'))) expect(textOf(to.slice(6))).not.toBe('');
  });
});
