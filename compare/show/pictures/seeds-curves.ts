import type { Seeds } from '../../repeat/seeds-schema.ts';
import { type Curve, drawCurves, ROWS } from './curves.ts';
import type { Picture } from './svg.ts';

/** Mean curves over repeated seeds, each in a band of a standard deviation on either side. */
export function seedsCurves({ seeds, networks }: Seeds): Picture[] {
  const completed = networks.filter(({ runs }) => runs.length > 0);
  if (completed.length === 0) return [];
  const names = completed.map(({ name }) => name);
  const drawn = (quantity: 'loss' | 'accuracy'): Picture => {
    const keys = quantity === 'loss' ? (['trainLoss', 'validationLoss'] as const) : (['trainAccuracy', 'validationAccuracy'] as const);
    const most = quantity === 'loss' ? Infinity : 1;
    const curves = completed.flatMap(({ curves: of }, network) =>
      ROWS.map(
        (rows, i): Curve => ({
          network,
          rows,
          points: of[keys[i]!].mean.map((mean, e) => {
            const sd = of[keys[i]!].sd[e] ?? 0;
            return { epoch: e + 1, value: mean, low: Math.max(0, mean - sd), high: Math.min(most, mean + sd) };
          }),
        }),
      ),
    );
    const note = `mean ± standard deviation over ${seeds.length} seeds`;
    const alt = `${quantity === 'loss' ? 'Loss' : 'Accuracy'} of ${names.join(', ')} by epoch, ${note}, on training rows (left) and validation rows (right)`;
    return { file: `seeds-${quantity}.svg`, alt, svg: drawCurves({ quantity, names, curves, note }) };
  };
  return [drawn('loss'), drawn('accuracy')];
}
