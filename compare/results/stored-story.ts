import { featuresFact, labelFact, rowsFact } from '../../src/data/columns/describe.ts';
import type { DataStory } from '../../src/data/columns/story.ts';
import type { StoredStory } from './data-story.ts';

const MOST_COLUMNS = 100;

/** The story of a file's columns as results.json keeps it: the whole in words, and the first hundred columns. */
export function storedStory(story: DataStory): StoredStory {
  const { columns, ...rest } = structuredClone(story) as Omit<StoredStory, 'says'>;
  return { says: { label: labelFact(story), features: featuresFact(story), rows: rowsFact(story) }, ...rest, columns: columns.slice(0, MOST_COLUMNS) };
}
