import { expect, it } from 'vitest';
import { API_PAGE, apiPage, exportsOf } from '../../bench/build/api-page.ts';
import * as main from '../../compare/index.ts';
import { textOf } from '../sources.ts';

it('docs/api.md is as the comments beside what is exported have it; npm run api writes it', () => {
  expect(textOf(API_PAGE)).toBe(apiPage());
});

it('has everything that a program can import, each with a comment, and what a function answers or throws', () => {
  const exported = exportsOf('compare/index.ts');
  const functions = Object.keys(main).sort();
  expect(exported.filter(({ declaration }) => declaration.startsWith('export declare')).map(({ name }) => name)).toEqual(expect.arrayContaining(functions));
  const all = ['compare/index.ts', 'compare/browser.ts', 'compare/networks/plugin.ts', 'compare/to-train-like-the-reference.ts'].flatMap(exportsOf);
  expect(all.filter(({ comment }) => comment === '').map(({ name }) => name)).toEqual([]);
  for (const name of ['compare', 'diagnose', 'explain']) {
    expect(exported.find((one) => one.name === name)?.comment).toMatch(/- returns [^]*fails with a Fault[^]*signal/);
  }
});
