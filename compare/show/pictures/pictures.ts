import type { Comparison } from '../../results/schema.ts';
import { activityPictures } from './activity.ts';
import { boundaryPictures } from './boundaries.ts';
import { calibrationPictures } from './calibration.ts';
import { columnPictures } from './columns.ts';
import { coursePictures } from './course.ts';
import { driftPictures } from './drift.ts';
import { histogramPictures } from './histograms.ts';
import { inputPictures } from './inputs.ts';
import { landscapePictures } from './landscape.ts';
import { learningCurves } from './learning-curves.ts';
import { misclassifiedImages } from './misclassified-images.ts';
import type { Picture } from './picture.ts';
import { predictedPictures } from './predicted.ts';
import { seedsCurves } from './seeds-curves.ts';
import { sweepPictures } from './sweep.ts';
import { weightImages } from './weight-images.ts';

/** Every picture of a report, by the section that shows it. */
export interface Pictures {
  readonly seeds: readonly Picture[];
  readonly curves: readonly Picture[];
  readonly columns: readonly Picture[];
  readonly drift: readonly Picture[];
  readonly course: readonly Picture[];
  readonly inside: readonly Picture[];
  readonly boundaries: readonly Picture[];
  readonly predicted: readonly Picture[];
  readonly calibration: readonly Picture[];
  readonly sweep: readonly Picture[];
}

/** Drawn from the comparison alone; a section that has nothing to show is empty. */
export function drawPictures(comparison: Comparison): Pictures {
  const { inside, data } = comparison;
  return {
    seeds: comparison.seeds ? seedsCurves(comparison.seeds) : [],
    curves: learningCurves(comparison),
    columns: columnPictures(comparison),
    drift: driftPictures(comparison),
    course: inside ? [...landscapePictures(inside), ...coursePictures(inside), ...histogramPictures(inside)] : [],
    inside: inside ? [...weightImages(inside), ...inputPictures(inside), ...activityPictures(inside), ...misclassifiedImages(comparison)] : [],
    boundaries: inside ? boundaryPictures(inside, data.classes) : [],
    predicted: predictedPictures(comparison),
    calibration: calibrationPictures(comparison),
    sweep: sweepPictures(comparison),
  };
}
