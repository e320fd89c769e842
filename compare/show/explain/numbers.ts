import { share as score } from '../../../src/run/metrics/metric.ts';
import type { Measured } from '../../explain/explanation.ts';
import type { Interval } from '../../statistics/bootstrap.ts';

export { score };

/** '0.8066 ± 0.0193' */
export function scored({ mean, deviation }: Measured): string {
  return deviation === undefined ? score(mean) : `${score(mean)} ± ${deviation.toFixed(4)}`;
}

/** '+0.1691', '−0.2066', '0.0000' */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(4);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

/** '98 %', '0.4 %' */
export function percent(part: number): string {
  const text = Math.abs(100 * part).toFixed(Math.abs(part) < 0.0995 ? 1 : 0);
  return `${part < 0 && Number(text) !== 0 ? '−' : ''}${text} %`;
}

/** '+0.2690 to +0.2810' */
export function between(interval: Interval | undefined): string {
  return interval === undefined ? '–' : `${signed(interval[0])} to ${signed(interval[1])}`;
}
