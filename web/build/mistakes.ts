import type { Told } from '../../compare/diagnose/catalogue/pages/told.ts';
import { nameOf } from '../../compare/show/markdown/mistakes.ts';
import { diff } from '../../compare/show/words/mistake-page.ts';
import type { IndexedMistake } from '../diagnose/mistake-index.ts';

/** What the page of a diagnosis shows of every mistake, by its code, as JSON. */
export function mistakesAsJson(all: readonly Told[]): string {
  const indexed = all.map((told): [string, IndexedMistake] => [
    told.code,
    { page: `learn/${nameOf(told)}.html`, name: `${told.code} ${told.id}`, ts: diff(told.ts) },
  ]);
  return JSON.stringify(Object.fromEntries(indexed));
}
