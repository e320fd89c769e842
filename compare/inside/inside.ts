import type { ImageSize } from '../../src/data/data-image.ts';
import { type Dataset, isOfClasses } from '../../src/data/dataset.ts';
import { fitStandardiser, type Standardiser, scaleOf } from '../../src/data/standardise.ts';
import { classesOf, isClasses } from '../../src/model/target.ts';
import { transpose } from '../../src/numbers/algebra.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';
import { largest } from '../../src/numbers/norms.ts';
import { extentOf, GRID_SIZE, isPlanar } from '../../src/run/grid.ts';
import type { Parts, RunPlan } from '../../src/run/run-plan.ts';
import type { Training } from '../training/train.ts';
import { layerActivity } from './activity.ts';
import { coursesOf } from './course.ts';
import { firstInputsOf } from './inputs.ts';
import { type Landscapes, landscapesOf } from './landscapes.ts';
import { misclassifiedRows } from './misclassified.ts';
import { toBytes } from './quantise.ts';
import type { Inside, NetworkInside, Plane } from './schema.ts';
import { packSurface } from './surface.ts';

/** As many units of the first layer as are kept, and as many test rows of a plane. */
const KEPT_UNITS = 64;
const KEPT_POINTS = 400;

/** Of a training what is to be seen inside, finished or under way. */
export type Seen = Pick<Training, 'weights' | 'surface' | 'test' | 'moments'> & { readonly history: Pick<Training['history'], 'network'> };

export interface InsideParts {
  readonly plan: RunPlan;
  readonly parts: Parts; // as read, not standardised
  readonly image: ImageSize | undefined;
  readonly trainings: readonly Seen[];
  readonly landscapes?: Landscapes; // of the run, where some were worked out ahead
}

/** What there is to be seen inside the trained networks, as plain data; a diverged network shows nothing. */
export function insideOf({ plan, parts, image, trainings, landscapes = landscapesOf(plan) }: InsideParts): Inside {
  const activity = layerActivity(
    plan,
    trainings.map(({ weights }) => weights),
  );
  const scale = largest(trainings.map(({ weights }) => largest(weights?.[0]?.W.data ?? [])));
  const courses = coursesOf(
    plan,
    trainings.map(({ moments }) => moments),
  );
  const drawn = landscapes.of(trainings);
  const isNamed = !image && plan.model.hidden.length > 0;
  const inputs = isNamed
    ? firstInputsOf(
        trainings.map(({ weights }) => weights),
        parts.train.features,
      )
    : [];
  const predictions = trainings.flatMap(({ test }) => (test && isClasses(test.predictions) ? [test.predictions] : []));
  const networks = trainings.map(
    ({ history, weights, surface }, n): NetworkInside => ({
      name: history.network,
      layers: activity[n]!,
      ...(image && weights && plan.model.hidden.length > 0 && { firstLayer: firstLayerOf(weights[0]!.W, scale) }),
      ...(inputs[n] && { firstInputs: inputs[n] }),
      ...(courses[n] && { course: courses[n] }),
      ...(surface && { surface: packSurface(surface, plan.model.output) }),
    }),
  );
  return {
    ...(image && { image, ...(isOfClasses(parts.test) && { misclassified: misclassifiedRows(parts.test, predictions) }) }),
    networks,
    ...(drawn.length > 0 && { landscapes: drawn }),
    ...(isPlanar(plan) && { plane: planeOf(plan, parts) }),
  };
}

/** W (features, units), unit by unit. */
function firstLayerOf(W: Matrix, scale: number): NonNullable<NetworkInside['firstLayer']> {
  const units = Math.min(KEPT_UNITS, W.cols);
  const byUnit = transpose(W).data.subarray(0, units * W.rows);
  return { units, largest: scale, weights: toBytes(byUnit, -scale, scale) };
}

function planeOf(plan: RunPlan, { train, test }: Parts): Plane {
  const fit = fitStandardiser(train.X, train.features);
  return { size: GRID_SIZE, x: axisOf(plan, fit, train, 0), y: axisOf(plan, fit, train, 1), points: pointsOf(test) };
}

/** The grid's extent in the units of the data: standardising undone. */
function axisOf(plan: RunPlan, { mean, std }: Standardiser, { features }: Dataset, feature: 0 | 1): Plane['x'] {
  const { from, to } = extentOf(plan, feature);
  const undone = (z: number) => z * scaleOf(std[feature]!) + mean[feature]!;
  return { feature: features[feature]!, from: undone(from), to: undone(to) };
}

function pointsOf({ X, y }: Dataset): Plane['points'] {
  const short = (value: number) => Number(value.toPrecision(4));
  return Array.from(classesOf(y).subarray(0, KEPT_POINTS), (label, r) => [short(X.data[2 * r]!), short(X.data[2 * r + 1]!), label]);
}
