import type { EpochKey } from '../../../src/run/metrics/measures.ts';
import { PRINTED } from '../../explain/printed.ts';
import type { Comparison } from '../../results/schema.ts';
import type { PrintedPoint } from './curves.ts';

/** What the document that began this prints of its two programs (a pair for each epoch), for a run of its experiment; nothing for any other. */
export function documentFigures({ settings }: Comparison, quantity: EpochKey): PrintedPoint[] {
  if (settings['preset'] !== 'document') return [];
  const last = Number(settings['epochs']);
  return Object.values(PRINTED).flatMap(({ title: program, epochs }) =>
    [...epochs]
      .filter(([epoch]) => epoch <= last)
      .map(
        ([epoch, [loss, accuracy]]): PrintedPoint =>
          quantity === 'loss' ? { program, epoch, rows: 'training rows', value: loss! } : { program, epoch, rows: 'validation rows', value: accuracy! },
      ),
  );
}
