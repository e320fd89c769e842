import { concludedFrom } from '../../../src/run/metrics/measures.ts';
import type { ComparedMeasure, Seeds, SeedsPair } from '../../repeat/seeds-schema.ts';
import { ENOUGH_VALUES } from '../../statistics/bootstrap.ts';
import { SIGNIFICANT } from '../../statistics/paired.ts';
import { signed } from './side-by-side.ts';

/** For each pair of networks a sentence that says what may be concluded and what not, and one for what was left out. */
export function conclusions(seeds: Seeds): string[] {
  return [...seeds.pairs.map((pair) => `${conclusion(pair, seeds)} ${scope(seeds)}`), ...exclusions(seeds), ...fewSeeds(seeds)];
}

function conclusion(pair: SeedsPair, { margin, task }: Seeds): string {
  const { baseline, other, seeds } = pair;
  const { key, rows, metric } = concludedFrom(task ?? 'classification');
  const what = `${rows} ${metric.name}`;
  const found = pair.measures.find(({ measure }) => measure === key);
  if (!found || seeds.length < 2)
    return `UNDECIDED: ${baseline} and ${other} both completed ${seeds.length === 0 ? 'no seed' : 'one seed alone'}; nothing may be concluded`;
  const { differences, differencePValue: different = 1, equivalencePValue: equivalent = 1 } = found;
  if (!differences.every(Number.isFinite)) {
    return `UNDECIDED: with some seeds there is no ${what}, since all test rows have one value; nothing may be concluded`;
  }
  if (differences.every((difference) => difference === 0)) {
    return `EQUAL: with every one of ${seeds.length} seeds ${other} has exactly the ${what} of ${baseline}`;
  }
  const measured = `over ${seeds.length} seeds ${other}'s ${what} is ${size(found, metric.format)} that of ${baseline}`;
  const isEquivalent = equivalent < SIGNIFICANT;
  if (isDifferent(found)) {
    return isEquivalent
      ? `EQUIVALENT: ${measured}: more than luck explains (${p(different)}), but within the margin of ±${margin} (${p(equivalent)})`
      : `DIFFER: ${measured}: more than luck explains (${p(different)}), and not shown to be within the margin of ±${margin} (${p(equivalent)})`;
  }
  return isEquivalent
    ? `EQUIVALENT: ${measured}: within the margin of ±${margin} (${p(equivalent)}), and no difference is shown (${p(different)})`
    : `UNDECIDED: ${measured}: neither a difference (${p(different)}) nor equivalence within ±${margin} (${p(equivalent)}) is shown; more seeds may decide it`;
}

/** By the interval and by the test: of few seeds the interval alone is too narrow. */
function isDifferent({ interval, differencePValue = 1 }: ComparedMeasure): boolean {
  return differencePValue < SIGNIFICANT && interval !== undefined && (interval[0] > 0 || interval[1] < 0);
}

/** '0.0012 above (95 % interval −0.0002 to +0.0026)' */
function size({ mean, interval }: ComparedMeasure, format: (value: number) => string): string {
  const [low, high] = interval ?? [mean, mean];
  return `${signed(mean, format).replace(/^[+−]/, '')} ${mean < 0 ? 'below' : 'above'} (95 % interval ${signed(low, format)} to ${signed(high, format)})`;
}

function scope({ varied }: Seeds): string {
  const all = `${varied.slice(0, -1).join(', ')} and ${varied.at(-1)}`;
  return `– for this data, model and these settings, where only ${all} vary with the seed; it says nothing of other data or settings.`;
}

function exclusions({ networks, seeds }: Seeds): string[] {
  return networks.flatMap(({ name, diverged }) => {
    if (diverged.length === 0) return [];
    const which = diverged.map(({ seed, epoch }) => `${seed} (epoch ${epoch})`).join(', ');
    return [
      `EXCLUDED: ${name} diverged with ${diverged.length} of ${seeds.length} seeds: ${which}. They are left out of its means and of its pairs, ` +
        'so that what is said above holds for trainings that do not diverge.',
    ];
  });
}

function fewSeeds({ pairs }: Seeds): string[] {
  const fewest = Math.min(Infinity, ...pairs.map(({ seeds }) => seeds.length).filter((n) => n >= 2));
  if (fewest >= ENOUGH_VALUES) return [];
  const most = (100 * (1 - 2 ** (1 - fewest))).toFixed(0);
  return [
    `Of ${fewest} seeds a bootstrap interval holds the mean at most about ${most} % of the time, not 95 %; the p values, by Student's t, do not suffer from it. Six seeds or more mend it.`,
  ];
}

/** 'p = 0.031' */
export function p(value: number): string {
  return `p ${value > 0 && value < 1e-4 ? `= ${value.toExponential(0)}` : `= ${Number(value.toPrecision(2))}`}`;
}
