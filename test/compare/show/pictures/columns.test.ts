import { expect, it } from 'vitest';
import { type Comparison, comparisonSchema } from '../../../../compare/results/schema.ts';
import { storedStory } from '../../../../compare/results/stored-story.ts';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { columnPictures } from '../../../../compare/show/pictures/columns.ts';
import { toDatasets } from '../../../../src/data/columns/datasets.ts';
import { made } from '../../../src/data/columns/table.ts';
import { tinyComparison } from '../../tiny-comparison.ts';
import { HOSTILE } from './sample.ts';
import { parseSvg, textsOf } from './svg-facts.ts';

/** A comparison on a file of these columns, its label last; a value is missing in the second row. */
function comparison(columns: number, name = 'size'): Comparison {
  const names = [...Array.from({ length: columns - 1 }, (_, c) => `${name} ${c}`), 'label'];
  const table = made(names, 40, (r) => [...names.slice(1).map((_, c) => (r === 1 && c === 0 ? '' : (r * ((c % 7) + 2)) % 11)), r % 2]);
  const { data } = tinyComparison();
  return tinyComparison({ data: { ...data, story: storedStory(toDatasets(table, undefined).train.story!) } });
}

it('each column has its bars, its range, and what is missing', () => {
  const [picture] = columnPictures(comparison(3));
  expect(textsOf(picture!.svg)).toEqual(['The columns of penguins', 'size 0', '0 to 10', '1 missing', 'size 1', '0 to 10', 'label', '0 to 1']);
  expect(parseSvg(picture!.svg).querySelectorAll('rect[fill]').length).toBe(36); // twelve bars each
  expect(picture!.alt).toBe('The columns of penguins: size 0: numbers, feature, 0 to 10; size 1: numbers, feature, 0 to 10; label: numbers, label, 0 to 1');
});

it('of many columns the first are drawn, and the results keep a hundred', () => {
  const many = comparison(130);
  expect(textsOf(columnPictures(many)[0]!.svg)[0]).toBe('The columns of penguins, the first 24');
  expect(many.data.story!.columns).toHaveLength(100);
  expect(many.data.story!.says.features).toBe('129 numeric');
  expect(comparisonSchema.parse(JSON.parse(JSON.stringify(many))).data.story).toEqual(many.data.story);
});

it('a report has the label and a row for each column, markup in names escaped; none where no file was read', () => {
  const report = markdownReport(comparison(3, HOSTILE));
  expect(report).toMatch(/\| Label +\| column 3, label \(2 classes: 0 20, 1 19\); by its name +\|/);
  expect(report).toMatch(/\| Rows of the file +\| 40 rows, 1 left out: missing +\|/);
  expect(report).toMatch(/\| 2 label +\| numbers +\| label +\| +0 to 1 \| +0 \| +2 \| █ +█ +\|/);
  expect(report).not.toContain('<script>');
  expect(columnPictures(tinyComparison())).toEqual([]);
  expect(markdownReport(tinyComparison())).not.toContain('Columns of the file');
});
