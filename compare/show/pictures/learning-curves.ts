import type { Comparison } from '../../results/schema.ts';
import { type Curve, drawCurves, ROWS } from './curves.ts';
import { documentFigures } from './document-figures.ts';
import type { Picture } from './svg.ts';

type Key = 'trainLoss' | 'validationLoss' | 'trainAccuracy' | 'validationAccuracy';

/** Loss and accuracy, on training rows to the left and on validation rows to the right, all networks in each. */
export function learningCurves(comparison: Comparison): Picture[] {
  if (comparison.networks.every(({ epochs }) => epochs.length === 0)) return [];
  return [curvePicture(comparison, 'loss'), curvePicture(comparison, 'accuracy')];
}

function curvePicture(comparison: Comparison, quantity: 'loss' | 'accuracy'): Picture {
  const { networks } = comparison;
  const keys: readonly Key[] = quantity === 'loss' ? ['trainLoss', 'validationLoss'] : ['trainAccuracy', 'validationAccuracy'];
  const curves = networks.flatMap(({ epochs }, network) =>
    ROWS.map(
      (rows, i): Curve => ({
        network,
        rows,
        points: epochs.map((record) => ({ epoch: record.epoch, value: record[keys[i]!] })),
      }),
    ),
  );
  const printed = documentFigures(comparison, quantity);
  const names = networks.map(({ name, diverged }) => (diverged ? `${name} (diverged in epoch ${diverged.epoch})` : name));
  const alt = `${quantity === 'loss' ? 'Loss' : 'Accuracy'} of ${names.join(', ')} by epoch, on training rows (left) and validation rows (right)`;
  return { file: `${quantity}.svg`, alt, svg: drawCurves({ quantity, names, curves, printed }) };
}
