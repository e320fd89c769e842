import { MEASURES, type Measure } from '../../repeat/measures.ts';
import type { ComparedMeasure, Seeds, SeedsPair } from '../../repeat/seeds-schema.ts';
import { accuracy, loss, shown, signed } from './side-by-side.ts';

export const LABELS: Readonly<Record<Measure, string>> = {
  trainLoss: 'Train loss',
  trainAccuracy: 'Train accuracy',
  validationLoss: 'Validation loss',
  validationAccuracy: 'Validation accuracy',
  testLoss: 'Test loss',
  testAccuracy: 'Test accuracy',
};

export const PAIR_HEADS = ['', 'difference', '95 % interval', 'p diff.', 'p equiv.'] as const;

/** Mean ± standard deviation of every measure after the last update, a column for each network. */
export function spreadRows({ networks }: Seeds): string[][] {
  return [
    ...MEASURES.map((measure) => [LABELS[measure], ...networks.map(({ spread }) => meanAndSd(spread[measure], formatOf(measure)))]),
    ['Seeds completed', ...networks.map(({ runs }) => String(runs.length))],
  ];
}

/** One pair's differences, other − baseline, in the columns of PAIR_HEADS. */
export function pairRows({ measures }: SeedsPair): string[][] {
  return measures.map(({ measure, mean, interval, differencePValue, equivalencePValue }) => {
    const format = formatOf(measure);
    return [
      LABELS[measure],
      shown(mean, (value) => signed(value, format)),
      interval ? interval.map((end) => shown(end, (value) => signed(value, format))).join(' to ') : shown(undefined, format),
      shown(differencePValue, pValue),
      measure.endsWith('Accuracy') ? shown(equivalencePValue, pValue) : '',
    ];
  });
}

/** Test and validation accuracy of every seed, network after network; a dash where one diverged. */
export function seedRows({ seeds, networks }: Seeds): string[][] {
  return seeds.map((seed) => [
    String(seed),
    ...networks.flatMap(({ runs }) => {
      const run = runs.find((one) => one.seed === seed);
      return [shown(run?.validationAccuracy, accuracy), shown(run?.testAccuracy, accuracy)];
    }),
  ]);
}

function meanAndSd({ mean, sd }: Pick<ComparedMeasure, 'mean' | 'sd'>, format: (value: number) => string): string {
  return sd === undefined ? shown(mean, format) : `${shown(mean, format)} ± ${shown(sd, format)}`;
}

function formatOf(measure: Measure): (value: number) => string {
  return measure.endsWith('Accuracy') ? accuracy : loss;
}

function pValue(value: number): string {
  return value > 0 && value < 1e-4 ? value.toExponential(0) : value.toFixed(4);
}
