import { markdownTable } from 'markdown-table';
import { concludedFrom } from '../../../src/run/metrics/measures.ts';
import type { Seeds, SeedsPair } from '../../repeat/seeds-schema.ts';
import { palette } from '../terminal/palette.ts';
import { seedsCurves } from '../terminal/seeds.ts';
import { conclusions } from '../words/conclusion.ts';
import { escapeMarkdown, fenced } from '../words/escape.ts';
import { PAIR_HEADS, pairRows, seedMeasures, seedRows, spreadRows } from '../words/seeds-rows.ts';

/** Repeated seeds: what may be concluded, means, paired differences, curves, every seed. @param drawn the pictures, as Markdown */
export function seedsSection(seeds: Seeds, drawn = ''): string {
  const names = seeds.networks.map(({ name }) => escapeMarkdown(name));
  return [
    ...conclusions(seeds).map((text) => `> ${escapeMarkdown(text)}`),
    `Mean ± standard deviation (divisor n − 1) over the seeds ${seeds.seeds.join(', ')}, after the last update:`,
    markdownTable([['', ...names], ...spreadRows(seeds)], { align: ['l', ...names.map(() => 'r')] }),
    ...seeds.pairs.flatMap(pairTable),
    method(seeds),
    ...(drawn !== '' ? [drawn] : seedsCurves(seeds, { width: 90, colours: palette(false, {}) }).map((text) => fenced('text', text))),
    everySeed(seeds, names),
  ].join('\n\n');
}

function pairTable(pair: SeedsPair): string[] {
  if (pair.measures.length === 0) return [];
  const title = `${escapeMarkdown(pair.other)} − ${escapeMarkdown(pair.baseline)}, seed by seed (${pair.seeds.length} pairs):`;
  return [title, markdownTable([[...PAIR_HEADS], ...pairRows(pair)], { align: ['l', 'r', 'r', 'r', 'r'] })];
}

function method({ margin, seeds, task }: Seeds): string {
  const { rows, metric } = concludedFrom(task ?? 'classification');
  return (
    "Differences are means over the seeds; the interval is of the mean, by the bootstrap over seeds (expanded percentiles: Hesterberg 2015). 'p diff.' is " +
    "that of Student's paired t test (of the sign test where all differences are equal), 'p equiv.' that of two one-sided t tests " +
    `against the margin of ±${margin}, which was set before the run. Only the ${rows} ${metric.name} is concluded from; the other rows are shown, not tested together. ` +
    `Parity, step by step, was checked with seed ${seeds[0]} alone; so are all sections below of that seed.`
  );
}

function everySeed(seeds: Seeds, names: readonly string[]): string {
  const head = ['seed', ...names.flatMap((name) => seedMeasures(seeds).map((measure) => `${name}: ${measure.head}`))];
  const table = markdownTable([head, ...seedRows(seeds)], { align: 'r' });
  return `<details>\n<summary>Every seed, in numbers</summary>\n\n${table}\n\n</details>`;
}
