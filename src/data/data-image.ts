import { Fault, quoted } from '../fault.ts';
import { join } from '../host/paths.ts';
import { isThere, readText } from '../host/text-file.ts';

/** Rows × columns of pixels, and how they are written. */
export interface ImageSize {
  readonly rows: number;
  readonly cols: number;
}
export const IMAGE_SIZE = /^[1-9]\d{0,3}x[1-9]\d{0,3}$/;

/**
 * The size of the image that a row's features are: what --image says, else dataset.json in the data set's folder.
 * @throws Fault if it has not as many pixels as a row has features
 */
export function imageOf(given: string | undefined, folder: string | undefined, features: number): ImageSize | undefined {
  const file = folder === undefined ? undefined : join(folder, 'dataset.json');
  const [text, place] = given ? [given, '--image'] : [file && isThere(file) ? imageIn(file) : undefined, `${file}: image`];
  if (text === undefined) return undefined;
  const [rows, cols] = text.split('x').map(Number) as [number, number];
  if (rows * cols !== features) {
    throw new Fault(`${place} ${quoted(text)}: an image of ${rows} × ${cols} has ${rows * cols} pixels, but a row has ${features} features.`);
  }
  return { rows, cols };
}

/** Which column a data set says is its label, by index or name, in dataset.json beside train.csv. @throws Fault */
export function labelIn(folder: string | undefined): number | string | undefined {
  const file = folder === undefined ? undefined : join(folder, 'dataset.json');
  if (file === undefined || !isThere(file)) return undefined;
  const label = descriptionIn(file)['label'];
  if (label === undefined || typeof label === 'string' || Number.isSafeInteger(label)) return label as number | string | undefined;
  throw notDescribed(file);
}

/** Whether a data set says that a row's features are the pixels of an image. @throws Fault */
export function isOfImages(folder: string | undefined): boolean {
  const file = folder === undefined ? undefined : join(folder, 'dataset.json');
  return file !== undefined && isThere(file) && imageIn(file) !== undefined;
}

/** What a data set says of itself in dataset.json beside train.csv. */
function imageIn(file: string): string | undefined {
  const image = descriptionIn(file)['image'];
  if (image === undefined) return undefined;
  if (typeof image === 'string' && IMAGE_SIZE.test(image)) return image;
  throw notDescribed(file);
}

/** An object, of whatever it may hold beside the image. */
function descriptionIn(file: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(readText(file));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch {
    // not JSON, or not to be read
  }
  throw notDescribed(file);
}

function notDescribed(file: string): Fault {
  return new Fault(`${file} does not describe a data set: expected JSON such as {"image": "14x14"}, rows × columns of pixels.`);
}
