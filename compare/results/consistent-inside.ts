import type { Course, Inside, Landscape } from '../inside/schema.ts';
import { type Found, unless } from './found.ts';
import type { Comparison } from './schema.ts';

/** Of what is kept of the inside of networks: sizes, names and bins that fit together. */
export function ofInside({ image, networks, misclassified, plane, landscapes = [] }: Inside, comparison: Comparison): Found[] {
  const { data } = comparison;
  const pixels = (image?.rows ?? 0) * (image?.cols ?? 0);
  return [
    ...unless(!image || pixels === data.features, 'inside.image', 'a pixel for every feature'),
    ...networks.flatMap(({ firstLayer, surface, layers, course }, n) => [
      ...unless(
        !firstLayer || (firstLayer.units > 0 && byteCount(firstLayer.weights) === firstLayer.units * data.features),
        `inside.networks.${n}.firstLayer`,
        'a byte for every weight',
      ),
      ...unless(
        layers.every(({ from, to, counts }) => from <= to && counts.length > 0),
        `inside.networks.${n}.layers`,
        'bins from a smaller number to a larger',
      ),
      ...(course ? ofCourse(course, `inside.networks.${n}.course`) : []),
      ...surfaceOf(surface, plane?.size, `inside.networks.${n}.surface`),
    ]),
    ...(misclassified?.rows ?? []).flatMap((row, r) =>
      unless(byteCount(row.pixels) === pixels, `inside.misclassified.rows.${r}.pixels`, 'a byte for every pixel'),
    ),
    ...landscapes.flatMap((landscape, i) => [
      ...unless(
        landscape.network === undefined || comparison.networks.some(({ name }) => name === landscape.network),
        `inside.landscapes.${i}.network`,
        'one of the networks',
      ),
      ...unless(isDrawn(landscape), `inside.landscapes.${i}`, 'a line and a plane of finite losses, its rows of one length'),
    ]),
    ...unless(!plane || (plane.x.from <= plane.x.to && plane.y.from <= plane.y.to), 'inside.plane', 'axes from a smaller number to a larger'),
  ];
}

/** Whether there is a line, and a plane whose rows are of one length, with something in both to draw. */
function isDrawn({ line, plane, reach }: Landscape): boolean {
  const columns = plane[0]?.length ?? 0;
  const isRectangle = plane.length > 1 && columns > 1 && plane.every((row) => row.length === columns);
  return reach > 0 && line.length > 1 && isRectangle && [line, plane.flat()].every((losses) => losses.some(Number.isFinite));
}

function ofCourse({ epochs, histograms }: Course, path: string): Found[] {
  const [first] = epochs;
  return [
    ...unless(
      epochs.every(({ epoch }, e) => epoch > (epochs[e - 1]?.epoch ?? 0)),
      `${path}.epochs`,
      'epochs from 1, each later than the one before',
    ),
    ...unless(
      epochs.every(({ dead }) => dead.length === first?.dead.length),
      `${path}.epochs`,
      'the same layers of ReLUs in every epoch',
    ),
    ...unless(
      histograms.every(({ weights, gradients }) => [weights, gradients].every(({ from, to, counts }) => from <= to && counts.length > 0)),
      `${path}.histograms`,
      'bins from a smaller number to a larger',
    ),
  ];
}

/** A class and its certainty at every point of a plane of that size. */
export function surfaceOf(surface: string | undefined, size: number | undefined, path: string): Found[] {
  return unless(surface === undefined || (size !== undefined && size > 0 && byteCount(surface) === size ** 2), path, 'a byte for every point of the plane');
}

/** Of base64: three bytes in four characters, less what is filled up by '='. */
function byteCount(base64: string): number {
  return base64.length % 4 === 0 ? (base64.replace(/=+$/, '').length * 3) >> 2 : NaN;
}
