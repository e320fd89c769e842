export interface Range {
  readonly min: number;
  readonly max: number;
}

const LABEL_WIDTH = 9;

/** Columns to the left of a plot: a label and the axis. */
export const AXIS_WIDTH = LABEL_WIDTH + 1;

/** One label a row, from max down to min, with as many decimals as tell neighbours apart and there is room for. */
export function axisLabels({ min, max }: Range, rows: number): string[] {
  const step = (max - min) / (rows - 1);
  const values = Array.from({ length: rows }, (_, r) => min + (rows - 1 - r) * step);
  const decimals = Math.min(LABEL_WIDTH, Math.max(0, 1 - Math.floor(Math.log10(step))));
  const fixed = values.map((value) => value.toFixed(decimals));
  const fits = fixed.every((label) => label.length <= LABEL_WIDTH);
  return (fits ? fixed : values.map((value) => value.toExponential(2))).map((label) => label.padStart(LABEL_WIDTH));
}

/** └───┴───┴  and beneath it the epochs, the first and the last always. */
export function epochAxis(epochs: number, columns: number): string[] {
  const rule = new Array<string>(columns).fill('─');
  const labels = new Array<string>(AXIS_WIDTH + columns).fill(' ');
  for (const epoch of epochTicks(epochs, columns)) {
    const column = epochs === 1 ? 0 : Math.round(((epoch - 1) * (columns - 1)) / (epochs - 1));
    rule[column] = '┴';
    const text = String(epoch);
    const start = Math.min(AXIS_WIDTH + column, labels.length - text.length);
    [...text].forEach((digit, i) => (labels[start + i] = digit));
  }
  return [`${'epoch'.padStart(LABEL_WIDTH)}└${rule.join('')}`, labels.join('').trimEnd()];
}

/** 1, the multiples of a round number that leave room for their labels, and the last. */
function epochTicks(epochs: number, columns: number): number[] {
  const room = (epochs * (String(epochs).length + 4)) / columns; // the epochs that a label and some air take
  const power = 10 ** Math.floor(Math.log10(Math.max(1, room)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= room) ?? 1;
  const between = Array.from({ length: Math.ceil(epochs / step) }, (_, i) => i * step);
  return [1, ...between.filter((epoch) => epoch - 1 >= room && epochs - epoch >= room), epochs];
}
