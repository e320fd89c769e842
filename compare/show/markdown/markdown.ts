import { markdownTable } from 'markdown-table';
import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { type Curve, curvesOf, type Measured } from '../../../src/run/metrics/measures.ts';
import type { Comparison, NetworkResult } from '../../results/schema.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { palette } from '../terminal/palette.ts';
import { curves } from '../terminal/summary.ts';
import { initialWeightsFact } from '../words/document-section.ts';
import { defused, escapeMarkdown, fenced } from '../words/escape.ts';
import { shown, sideBySide } from '../words/side-by-side.ts';
import { mistakenFirst, verdicts } from '../words/verdict.ts';
import { columnsSection } from './columns-section.ts';
import { documentMarkdown } from './document-markdown.ts';
import { paritySection } from './parity-section.ts';
import { calibrationSection, driftSection, images, sweepSection } from './picture-sections.ts';
import { seedsSection } from './seeds-section.ts';
import { confusionTables, labelTables } from './test-tables.ts';

/** The report, as GitHub renders it, from the comparison alone; with its pictures, or curves in letters where there are none. */
export function markdownReport(comparison: Comparison, pictures?: Pictures): string {
  return `${[
    `# ${title(comparison)}`,
    ...verdicts(comparison).map((text) => `> ${escapeMarkdown(text)}`),
    ...diagnosisSections(comparison),
    warningsSection(comparison),
    section('Repeated seeds', comparison.seeds ? seedsSection(comparison.seeds, pictures?.seeds) : ''),
    section(comparison.seeds ? `Result with seed ${comparison.seeds.seeds[0]}` : 'Result', resultTable(comparison)),
    section('Beside what the document prints', documentMarkdown(comparison)),
    section('What ran', whatRan(comparison)),
    section('Columns of the file', columnsSection(comparison, pictures?.columns ?? [])),
    section('Learning curves', curvesSection(comparison, pictures?.curves ?? [])),
    section('Epochs', epochTable(comparison)),
    section('Confusion matrices on the test rows', confusionTables(comparison)),
    section('Labels on the test rows', labelTables(comparison)),
    section('Calibration', calibrationSection(comparison, pictures?.calibration ?? [])),
    section('Predicted against true', images(pictures?.predicted ?? [])),
    section('Decision boundaries', images(pictures?.boundaries ?? [])),
    section('Width of the hidden layer', sweepSection(comparison, pictures?.sweep ?? [])),
    section('Inside the networks', images(pictures?.inside ?? [])),
    section('Drift', driftSection(pictures?.drift ?? [])),
    ...comparison.parity.map((parity) => section(`Parity of ${escapeMarkdown(parity.baseline)} and ${escapeMarkdown(parity.other)}`, paritySection(parity))),
    section('Again', fenced('sh', comparison.command)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function title({ networks, data }: Comparison): string {
  return `${together(networks.map(({ name }) => escapeMarkdown(name)))} on ${escapeMarkdown(data.name)}`;
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
  if (targets) return [targets.length === 1 ? 'Target' : 'Targets', listed(targets)];
  if (labels) return [labels.length === 1 ? 'Label' : 'Labels', listed(labels)];
  return ['Classes', listed(classes)];
}

/** The first twenty names. */
function listed(names: readonly string[]): string {
  return names.length <= 20 ? names.join(', ') : `${names.slice(0, 20).join(', ')}, …`;
}

function curvesSection(comparison: Comparison, drawn: Parameters<typeof images>[0]): string {
  const letters = curves(comparison, { width: 90, colours: palette(false, {}) })
    .map((text) => fenced('text', text))
    .join('\n\n');
  if (drawn.length === 0) return letters;
  return `${images(drawn)}\n\n<details>\n<summary>The same in letters</summary>\n\n${letters}\n\n</details>`;
}

/** At most so many epochs are listed; of a longer training every second, third, … one, and the last. */
const LISTED_EPOCHS = 100;

function epochTable({ networks, data }: Comparison): string {
  const columns = curvesOf(taskNameOf(data));
  const epochs = Math.max(...networks.map((network) => network.epochs.length));
  if (epochs === 0) return '';
  const every = Math.ceil(epochs / LISTED_EPOCHS);
  const listed = Array.from({ length: epochs }, (_, e) => e).filter((e) => e % every === 0 || e === epochs - 1);
  const head = ['epoch', ...networks.flatMap(({ name }) => columns.map(({ head }) => `${escapeMarkdown(name)}: ${head}`))];
  const rows = listed.map((e) => [String(e + 1), ...networks.flatMap((network) => epochCells(network.epochs[e], columns))]);
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
