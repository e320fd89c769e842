import { together } from '../../../src/fault.ts';
import { taskNameOf } from '../../../src/run/metrics/evaluate.ts';
import { drawnOf, type Measured, measuresOf } from '../../../src/run/metrics/measures.ts';
import type { Comparison } from '../../results/schema.ts';
import type { StoredRun } from '../../results/stored-run.ts';
import { conclusions } from '../words/conclusion.ts';
import { finalsOf, type NetworkFinals } from '../words/finals.ts';
import { changed, changesBetween } from '../words/settings.ts';
import { NONE, shown, signed } from '../words/side-by-side.ts';
import { verdicts } from '../words/verdict.ts';
import { wrap } from '../words/wrap.ts';
import { chart, type Series } from './chart.ts';
import { codeDiffs } from './code-diff.ts';
import { minutes } from './history-text.ts';
import { pens } from './pens.ts';
import { verdictText } from './summary.ts';
import { drawTable } from './table.ts';
import type { TextOptions } from './text-options.ts';

/** Rows of a chart that two curves are told apart in. */
const LOW = 8;

/** Two runs side by side: what changed in the configuration and in the code, then what came out, then each one's verdict. */
export function diffText(a: StoredRun, b: StoredRun, options: TextOptions): string {
  const { colours } = options;
  const heading = (text: string) => colours.bold(text);
  const runs = [a, b].map(({ folder, finished }, n) => `${heading('AB'[n]!)}  ${folder}, ${minutes(finished)}`);
  return [
    runs.join('\n'),
    `${heading('Configuration')}\n${configuration(a.comparison, b.comparison, options)}`,
    ...codeDiffs(a.comparison, b.comparison, options),
    ...curves(a.comparison, b.comparison, options),
    ...results(a.comparison, b.comparison, options),
    ...[a, b].map(({ comparison }, n) => `${heading(`Verdict of ${'AB'[n]!}`)}\n${sentences(comparison, options)}`),
  ].join('\n\n');
}

/** Settings, then what they did not decide: data, model, runtimes, versions. */
function configuration(a: Comparison, b: Comparison, options: TextOptions): string {
  const surroundings = (run: Comparison): Record<string, string> => ({
    data: `${run.data.name}: ${run.data.description}`,
    model: run.model.description,
    ...Object.fromEntries(run.networks.map(({ name, description }) => [name, description])),
    program: `mlp-compare ${run.program.version}, Node ${run.program.node}`,
  });
  const found = [...changesBetween(a.settings, b.settings), ...changed(surroundings(a), surroundings(b))];
  if (found.length === 0) return 'The same in both.';
  return found.map(({ option, values }) => `${option}\n${values.map((value, n) => `  ${'AB'[n]!}  ${indented(value, options.width)}`).join('\n')}`).join('\n');
}

function indented(text: string, width: number): string {
  return wrap(text, width - 5).replaceAll('\n', '\n     ');
}

/** The metric on validation rows, of each network that both have, where the two went different ways; networks that no chart would tell apart share one. */
function curves(a: Comparison, b: Comparison, { width, colours }: TextOptions): string[] {
  const [, { key, label, metric }] = drawnOf(taskNameOf(a.data));
  const drawn: { readonly names: string[]; readonly series: readonly Series[] }[] = [];
  for (const { name, epochs } of a.networks) {
    const other = b.networks.find((network) => network.name === name);
    if (!other || sameEpochs(a, b, name)) continue;
    const series = [epochs, other.epochs].map((records, n) => ({ name: 'AB'[n]!, values: records.map((epoch) => epoch[key] ?? NaN) }));
    const alike = drawn.find((one) => coincide(one.series, series));
    if (alike) alike.names.push(name);
    else drawn.push({ names: [name], series });
  }
  return drawn.map(({ names, series }) => {
    const whose = `${together(names.map((name) => colours.bold(name)))}${names.length > 1 ? ', whose curves coincide' : ''}`;
    const title = wrap(`${whose}: ${label.toLowerCase()} by epoch`, width);
    return chart(series, { title, width, height: LOW, pens: pens(colours, 2), within: metric.within });
  });
}

/** Whether curves are nowhere further apart than half a row of their chart. */
function coincide(drawn: readonly Series[], others: readonly Series[]): boolean {
  const finite = drawn.flatMap(({ values }) => values).filter(Number.isFinite);
  const row = (Math.max(...finite) - Math.min(...finite)) / LOW;
  const isNear = (x: number, y = NaN) => Object.is(x, y) || Math.abs(x - y) <= row / 2;
  return drawn.every(({ values }, n) => values.length === others[n]?.values.length && values.every((value, e) => isNear(value, others[n]?.values[e])));
}

/** A table for each network of either run, one for those that came to the same; of repeated seeds means are compared. */
function results(a: Comparison, b: Comparison, options: TextOptions): string[] {
  const [ofA, ofB] = [finalsOf(a), finalsOf(b)];
  const measures = new Map([a, b].flatMap(({ data }) => measuresOf(taskNameOf(data)).map((measure) => [measure.key, measure])));
  const names = [...new Set([...ofA, ...ofB].map(({ name }) => name))];
  const tables = names.map((name) => {
    const [one, other] = [ofA, ofB].map((networks) => networks.find((network) => network.name === name));
    const told = [...measures.values()].filter(({ key, isExtra }) => !isExtra || [one, other].some((network) => network?.values[key] !== undefined));
    const rows = told.map((measure) => resultRow(measure, one, other));
    const same = one && other && sameEpochs(a, b, name) ? '\nEvery epoch is the same in both, to the last bit.' : '';
    const isWhole = one !== undefined && other !== undefined && !rows.flat().includes(NONE);
    return { name, isWhole, text: `${seedsText(one, other)}\n${drawTable(['', 'A', 'B', 'B − A'], rows, options)}${same}` };
  });
  const alike = (table: (typeof tables)[number]) => tables.filter((other) => other === table || (table.isWhole && other.isWhole && other.text === table.text));
  return tables.flatMap((table) => {
    const own = alike(table);
    if (own[0] !== table) return [];
    const whose = together(own.map(({ name }) => options.colours.bold(name)));
    return `${whose}${own.length > 1 ? ', which came to the same' : ''}${table.text}`;
  });
}

function seedsText(one: NetworkFinals | undefined, other: NetworkFinals | undefined): string {
  const [a, b] = [one?.seeds ?? 1, other?.seeds ?? 1];
  return a === 1 && b === 1 ? '' : ` (A: ${a === 1 ? 'one seed' : `mean of ${a} seeds`}, B: ${b === 1 ? 'one seed' : `mean of ${b} seeds`})`;
}

function resultRow({ key, label, metric: { format } }: Measured, one: NetworkFinals | undefined, other: NetworkFinals | undefined): string[] {
  const [a, b] = [one?.values[key], other?.values[key]];
  const difference = a === undefined || b === undefined ? NONE : shown(b - a, (gap) => signed(gap, format));
  return [label, shown(a, format), shown(b, format), difference];
}

/** Whether a network went the same way in both runs; times aside. */
function sameEpochs(a: Comparison, b: Comparison, name: string): boolean {
  const [one, other] = [a, b].map(({ networks }) =>
    networks.find((network) => network.name === name)?.epochs.map((epoch) => ({ ...epoch, trainSeconds: 0, evaluationSeconds: 0 })),
  );
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

function sentences(comparison: Comparison, options: TextOptions): string {
  const all = [...(comparison.seeds ? conclusions(comparison.seeds) : []), ...verdicts(comparison)];
  return all.length === 0 ? 'None.' : verdictText(all, options);
}
