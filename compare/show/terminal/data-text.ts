import { featuresFact, labelFact, rowsFact, short } from '../../../src/data/columns/describe.ts';
import type { ColumnFound, DataStory } from '../../../src/data/columns/story.ts';
import { escaped } from '../../../src/fault.ts';
import { COLUMN_HEADS, columnRows } from '../words/columns.ts';
import { wrap } from '../words/wrap.ts';
import { factLines } from './facts.ts';
import { drawTable } from './table.ts';
import type { TextOptions } from './text-options.ts';

/** What is read from a file, before anything is trained on it. */
export interface DataLook {
  readonly name: string;
  readonly parts: string; // how the rows are divided, in words
  readonly story: DataStory;
  readonly warnings: readonly string[];
  /** The inputs' names, and the first rows to train on as a network gets them, each with its label before it. */
  readonly inputs: readonly string[];
  readonly rows: readonly { readonly label: string; readonly inputs: readonly number[] }[];
}

const MOST_COLUMNS = 60;

export function dataText({ name, parts, story, warnings, inputs, rows }: DataLook, text: TextOptions): string {
  const facts = [
    ['data', `${name}: ${parts}`],
    ['label', labelFact(story)],
    ['features', featuresFact(story)],
    ['rows', rowsFact(story)],
  ] as const;
  return [
    factLines(facts, text).join('\n'),
    columnsText(story.columns, text),
    `${text.colours.bold('The first rows to train on, as a network gets them')}\n${firstRows(story, inputs, rows, text)}`,
    ...warnings.map((warning) => wrap(`Warning: ${warning}`, text.width).replace(/^Warning/, text.colours.yellow('Warning'))),
  ].join('\n\n');
}

/** What each column holds. */
export function columnsText(columns: readonly ColumnFound[], text: TextOptions): string {
  const shown = columnRows(columns.slice(0, MOST_COLUMNS)).map((cells) => cells.map(escaped));
  const left = columns.length - shown.length;
  return `${drawTable([...COLUMN_HEADS], shown, text)}${left > 0 ? `\n… and ${left.toLocaleString('en-US')} more columns` : ''}`;
}

const MOST_INPUTS = 8;

/** As many inputs as the width has room for, at most eight. */
function firstRows({ label }: DataStory, inputs: readonly string[], rows: DataLook['rows'], text: TextOptions): string {
  const heads = [label.columns.length > 1 ? 'label' : label.names[0]!, ...inputs.slice(0, MOST_INPUTS)].map(escaped);
  const cells = rows.map((row) => [escaped(row.label), ...row.inputs.slice(0, MOST_INPUTS).map((x) => short(Number(x.toPrecision(4))))]);
  const left = inputs.length - MOST_INPUTS;
  return `${drawTable(heads, cells, text)}${left > 0 ? `\n… and ${left.toLocaleString('en-US')} more inputs` : ''}`;
}
