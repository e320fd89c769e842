import { taskNameOf } from '../../src/run/metrics/evaluate.ts';
import { curvesOf } from '../../src/run/metrics/measures.ts';
import { TASKS } from '../../src/run/metrics/metric.ts';
import type { Inside } from '../inside/schema.ts';
import type { Seeds } from '../repeat/seeds-schema.ts';
import type { Sweep } from '../repeat/sweep-schema.ts';
import { ofInside, surfaceOf } from './consistent-inside.ts';
import { type Found, isSquare, unless } from './found.ts';
import { type Comparison, comparisonSchema } from './schema.ts';

/**
 * results.json as a run writes it. No run can have written, although every part is of its type, sizes that do not fit
 * together, names of no network, epochs out of order. A report is drawn from what is consistent alone, so that no
 * drawing need check again.
 */
export const consistentSchema = comparisonSchema.superRefine((comparison, context) => {
  const { inside, seeds, sweep } = comparison;
  const found = [
    ...ofNetworks(comparison),
    ...ofParity(comparison),
    ...(inside ? ofInside(inside, comparison) : []),
    ...(seeds ? ofSeeds(seeds) : []),
    ...(sweep ? ofSweep(sweep, inside) : []),
  ];
  for (const [path, message] of found) context.addIssue({ code: 'custom', path: path.split('.'), message });
});

function ofNetworks({ networks, data, mcnemar = [] }: Comparison): Found[] {
  const classes = data.classes.length;
  const task = taskNameOf(data);
  const phrase = task === 'labels' ? 'several labels' : `a ${task}`;
  const isClass = (k: number) => Number.isInteger(k) && k >= 0 && k < classes;
  const { isPrediction, each, what } = predictionOf(data, isClass);
  const values = data.rows.test * each;
  return [
    ...unless(networks.length > 0 && allDifferent(networks), 'networks', 'one network or more, of different names'),
    ...unless(!data.targets || (each > 0 && data.truth?.length === values), 'data.truth', 'a value for every target of every test row'),
    ...networks.flatMap(({ epochs, test, stepLosses, earlyStopping }, n) => [
      ...unless(!earlyStopping || (earlyStopping.best >= 1 && earlyStopping.best <= epochs.length), `networks.${n}.earlyStopping.best`, 'one of the epochs'),
      ...unless(
        epochs.every(({ epoch }, e) => epoch === e + 1),
        `networks.${n}.epochs`,
        'epochs 1, 2, 3, … in this order',
      ),
      ...unless(
        epochs.every((record) => curvesOf(task).every(({ key }) => record[key] !== undefined)),
        `networks.${n}.epochs`,
        `the measures of ${phrase} in every epoch`,
      ),
      ...unless(stepLosses.every >= 1, `networks.${n}.stepLosses.every`, 'a whole number from 1'),
      ...(test
        ? [
            ...unless(test.predictions.length === values && test.predictions.every(isPrediction), `networks.${n}.test.predictions`, what),
            ...unless(
              TASKS[task].test.every((key) => test[key] !== undefined),
              `networks.${n}.test`,
              `the measures of ${phrase}`,
            ),
            ...unless(
              task === 'classification' ? test.confusion !== undefined && isSquare(test.confusion, classes) : !test.confusion,
              `networks.${n}.test.confusion`,
              task === 'classification' ? 'a row and a column for every class' : `none of ${phrase}`,
            ),
            ...unless(test.labels?.length === data.labels?.length, `networks.${n}.test.labels`, 'measures of every label, where there are several a row'),
          ]
        : []),
    ]),
    ...mcnemar.flatMap((pair, p) => ofPair(pair, networks, `mcnemar.${p}`)),
  ];
}

interface Predicted {
  readonly isPrediction: (value: number) => boolean;
  readonly each: number; // of a row
  readonly what: string;
}

/** What a task predicts of each row. */
function predictionOf({ targets, labels }: Comparison['data'], isClass: (k: number) => boolean): Predicted {
  if (targets) return { isPrediction: Number.isFinite, each: targets.length, what: 'a value for every target of every test row' };
  if (labels) return { isPrediction: (value) => value === 0 || value === 1, each: labels.length, what: '0 or 1 for every label of every test row' };
  return { isPrediction: isClass, each: 1, what: 'a class for every test row' };
}

function ofParity({ parity, networks }: Comparison): Found[] {
  return parity.flatMap((pair, p) => [
    ...ofPair(pair, networks, `parity.${p}`),
    ...unless(
      pair.verdict !== 'agree' || pair.checks.some(({ verdict }) => verdict === 'agree'),
      `parity.${p}.checks`,
      'a step that agrees, as the verdict says',
    ),
    ...unless(
      pair.checks.every(({ gradient }) => gradient.length > 0),
      `parity.${p}.checks`,
      'a gradient in every step',
    ),
  ]);
}

function ofSeeds({ seeds, networks, pairs }: Seeds): Found[] {
  return [
    ...unless(seeds.length > 0 && networks.length > 0 && allDifferent(networks), 'seeds', 'seeds, and networks of different names'),
    ...networks.flatMap(({ curves }, n) =>
      unless(
        Object.values(curves).every(({ mean, sd }) => mean.length === sd.length),
        `seeds.networks.${n}.curves`,
        'a deviation for every mean',
      ),
    ),
    ...pairs.flatMap((pair, p) => ofPair(pair, networks, `seeds.pairs.${p}`)),
  ];
}

function ofSweep({ widths }: Sweep, inside: Inside | undefined): Found[] {
  const namesOf = (networks: readonly { name: string }[]) => networks.map(({ name }) => name).join('\n');
  return widths.flatMap(({ width, networks }, w) => [
    ...unless(width > (widths[w - 1]?.width ?? 0), `sweep.widths.${w}.width`, 'widths from 1, each larger than the one before'),
    ...unless(namesOf(networks) === namesOf(widths[0]!.networks), `sweep.widths.${w}.networks`, 'the same networks for every width'),
    ...networks.flatMap(({ surface }, n) => surfaceOf(surface, inside?.plane?.size, `sweep.widths.${w}.networks.${n}.surface`)),
  ]);
}

function ofPair({ baseline, other }: { readonly baseline: string; readonly other: string }, networks: readonly { name: string }[], path: string): Found[] {
  const isThere = (name: string) => networks.some((network) => network.name === name);
  return unless(isThere(baseline) && isThere(other), path, 'two of the networks');
}

function allDifferent(networks: readonly { name: string }[]): boolean {
  return new Set(networks.map(({ name }) => name)).size === networks.length;
}
