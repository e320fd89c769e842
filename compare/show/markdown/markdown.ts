import { markdownTable } from 'markdown-table';
import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { type Curve, curvesOf, type Measured } from '../../../src/run/metrics/measures.ts';
import type { Comparison, NetworkResult } from '../../results/schema.ts';
import type { Picture } from '../pictures/picture.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { palette } from '../terminal/palette.ts';
import { curves } from '../terminal/summary.ts';
import { initialWeightsFact } from '../words/document-section.ts';
import { defused, escapeMarkdown, fenced } from '../words/escape.ts';
import { listed } from '../words/figures.ts';
import { shown, sideBySide } from '../words/side-by-side.ts';
import { mistakenFirst, verdicts } from '../words/verdict.ts';
import { columnsTable } from './columns-section.ts';
import { documentMarkdown } from './document-markdown.ts';
import { paritySection } from './parity-section.ts';
import { driftSection, images, read, sweepSection } from './picture-sections.ts';
import { seedsSection } from './seeds-section.ts';
import { confusionTables, labelTables } from './test-tables.ts';

/** Who renders it: a page has each picture's sentence and numbers with the picture. */
export interface Rendered {
  readonly by: 'GitHub' | 'page';
}

/** The report, as GitHub renders it, from the comparison alone; with its pictures, or curves in letters where there are none. */
export function markdownReport(comparison: Comparison, pictures?: Pictures, { by }: Rendered = { by: 'GitHub' }): string {
  const drawn = (section: keyof Pictures) => (by === 'page' ? images(pictures?.[section] ?? []) : read(pictures?.[section] ?? []));
  const besides = (table: () => string) => (by === 'page' ? '' : table());
  return `${parts(
    `# ${title(comparison)}`,
    ...verdicts(comparison).map((text) => `> ${escapeMarkdown(text)}`),
    ...diagnosisSections(comparison),
    warningsSection(comparison),
    section('Repeated seeds', comparison.seeds ? seedsSection(comparison.seeds, drawn('seeds')) : ''),
    section(comparison.seeds ? `Result with seed ${comparison.seeds.seeds[0]}` : 'Result', resultTable(comparison)),
    section('Beside what the document prints', documentMarkdown(comparison)),
    section('What ran', whatRan(comparison)),
    section(
      'Columns of the file',
      parts(
        drawn('columns'),
        besides(() => columnsTable(comparison)),
      ),
    ),
    section(
      'Learning curves',
      parts(
        drawn('curves'),
        besides(() => letters(comparison, pictures?.curves ?? [])),
      ),
    ),
    section(
      'Epochs',
      besides(() => epochTable(comparison)),
    ),
    section('Confusion matrices on the test rows', confusionTables(comparison)),
    section('Labels on the test rows', labelTables(comparison)),
    section('Calibration', drawn('calibration')),
    section('Predicted against true', drawn('predicted')),
    section('Decision boundaries', drawn('boundaries')),
    section('Width of the hidden layer', sweepSection(comparison, drawn('sweep'))),
    section('How training went inside', drawn('course')),
    section('Inside the networks', drawn('inside')),
    section('Drift', driftSection(drawn('drift'))),
    ...comparison.parity.map((parity) => section(`Parity of ${escapeMarkdown(parity.baseline)} and ${escapeMarkdown(parity.other)}`, paritySection(parity))),
    section('Again', fenced('sh', comparison.command)),
  )}\n`;
}

function title({ networks, data }: Comparison): string {
  return `${together(networks.map(({ name }) => escapeMarkdown(name)))} on ${escapeMarkdown(data.name)}`;
}

/** Those that there are, one below the other. */
function parts(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function section(heading: string, body: string): string {
  return body === '' ? '' : `## ${heading}\n\n${body}`;
}

/** What is wrong with the networks that differ, the answer that a reader came for; then those in which nothing is. */
function diagnosisSections({ diagnoses = [] }: Comparison): string[] {
  return mistakenFirst(diagnoses).map(({ network, markdown }) => section(`Diagnosis of ${escapeMarkdown(network)}`, defused(markdown)));
}

function warningsSection({ warnings }: Comparison): string {
  return warnings.map((text) => `- **Warning**: ${escapeMarkdown(text)}`).join('\n');
}

function resultTable(comparison: Comparison): string {
  const { networks } = comparison;
  const compared = networks.length > 1;
  const head = ['', ...networks.map(({ name }) => escapeMarkdown(name)), ...(compared ? ['difference'] : [])];
  const rows = sideBySide(comparison).map(({ label, values, difference }) => [escapeMarkdown(label), ...values, ...(compared ? [difference] : [])]);
  return markdownTable([head, ...rows], { align: ['l', ...networks.map(() => 'r'), 'r'] });
}

function whatRan(comparison: Comparison): string {
  const { data, model, plan, settings, networks, program } = comparison;
  const batches = `${plan.stepsPerEpoch} steps an epoch, ${plan.steps} in all; the last batch of an epoch has ${plan.lastBatchRows} rows`;
  const facts: [string, string][] = [
    ['Data', `${data.name}: ${data.description}`],
    ...(data.story
      ? ([
          ['Label', data.story.says.label],
          ['Features', data.story.says.features],
          ['Rows of the file', data.story.says.rows],
        ] as [string, string][])
      : []),
    askedFor(data),
    ['Model', `${model.description}, ${model.parameters.toLocaleString('en-US')} parameters`],
    ['Initial weights', initialWeightsFact(comparison)],
    [
      'Training',
      `${model.training ?? 'SGD'}, learning rate ${String(settings['learningRate'])}, batch size ${String(settings['batchSize'])}, ${settings['earlyStopping'] === undefined ? '' : 'at most '}${String(settings['epochs'])} epochs: ${batches}`,
    ],
    ['Seed', `${String(settings['seed'])}, for the initial weights, the order of the rows and the split`],
    ...networks.map(({ name, description }): [string, string] => [name, description]),
    ['Program', `mlp-compare ${program.version}, Node ${program.node}`],
  ];
  return markdownTable([['', ''], ...facts.map((cells) => cells.map(escapeMarkdown))], { align: 'l' });
}

/** What is predicted, by name. */
function askedFor({ targets, labels, classes }: Comparison['data']): [string, string] {
  if (targets) return [targets.length === 1 ? 'Target' : 'Targets', firstOf(targets)];
  if (labels) return [labels.length === 1 ? 'Label' : 'Labels', firstOf(labels)];
  return ['Classes', firstOf(classes)];
}

/** The first twenty names. */
function firstOf(names: readonly string[]): string {
  return names.length <= 20 ? names.join(', ') : `${names.slice(0, 20).join(', ')}, …`;
}

/** The curves as text: folded away where they are drawn. */
function letters(comparison: Comparison, drawn: readonly Picture[]): string {
  const text = curves(comparison, { width: 90, colours: palette(false, {}) })
    .map((curve) => fenced('text', curve))
    .join('\n\n');
  return drawn.length === 0 ? text : `<details>\n<summary>The same in letters</summary>\n\n${text}\n\n</details>`;
}

function epochTable({ networks, data }: Comparison): string {
  const columns = curvesOf(taskNameOf(data));
  const epochs = Math.max(...networks.map((network) => network.epochs.length));
  if (epochs === 0) return '';
  const { every, places } = listed(epochs);
  const head = ['epoch', ...networks.flatMap(({ name }) => columns.map(({ head }) => `${escapeMarkdown(name)}: ${head}`))];
  const rows = places.map((e) => [String(e + 1), ...networks.flatMap((network) => epochCells(network.epochs[e], columns))]);
  const table = markdownTable([head, ...rows], { align: 'r' });
  return `<details>\n<summary>${every === 1 ? 'Every epoch' : `Every ${ordinal(every)} epoch`}, in numbers</summary>\n\n${table}\n\n</details>`;
}

/** '2nd', '3rd', '4th', …, '22nd' */
function ordinal(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd' }[new Intl.PluralRules('en-US', { type: 'ordinal' }).select(n) as string];
  return `${n}${ending ?? 'th'}`;
}

function epochCells(record: NetworkResult['epochs'][number] | undefined, columns: readonly Measured<Curve>[]): string[] {
  return columns.map(({ key, metric }) => shown(record?.[key], metric.format));
}
