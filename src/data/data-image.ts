import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, quoted } from '../fault.ts';
import { readText } from '../host/text-file.ts';

/** Rows × columns of pixels, and how they are written. */
export interface ImageSize {
  readonly rows: number;
  readonly cols: number;
}
export const IMAGE_SIZE = /^[1-9]\d{0,3}x[1-9]\d{0,3}$/;

/** What a data set says of itself in dataset.json beside train.csv. */
const description = z.looseObject({ image: z.string().regex(IMAGE_SIZE).optional() });

/**
 * The size of the image that a row's features are: what --image says, else dataset.json in the data set's folder.
 * @throws Fault if it has not as many pixels as a row has features
 */
export function imageOf(given: string | undefined, folder: string | undefined, features: number): ImageSize | undefined {
  const file = folder === undefined ? undefined : join(folder, 'dataset.json');
  const [text, place] = given ? [given, '--image'] : [file && existsSync(file) ? imageIn(file) : undefined, `${file}: image`];
  if (text === undefined) return undefined;
  const [rows, cols] = text.split('x').map(Number) as [number, number];
  if (rows * cols !== features) {
    throw new Fault(`${place} ${quoted(text)}: an image of ${rows} × ${cols} has ${rows * cols} pixels, but a row has ${features} features.`);
  }
  return { rows, cols };
}

function imageIn(file: string): string | undefined {
  try {
    return description.parse(JSON.parse(readText(file))).image;
  } catch {
    throw new Fault(`${file} does not describe a data set: expected JSON such as {"image": "14x14"}, rows × columns of pixels.`);
  }
}
