import type { Colour } from './png.ts';

const BLUE: Colour = [33, 102, 172];
const PAPER: Colour = [247, 247, 247];
const RED: Colour = [178, 24, 43];

/** From blue (negative) by near-white (0) to red (positive), for bytes 0 … 255. */
export const DIVERGING: readonly Colour[] = Array.from({ length: 256 }, (_, i) => {
  const t = (i - 127.5) / 127.5;
  return t < 0 ? mix(PAPER, BLUE, -t) : mix(PAPER, RED, t);
});

export const GREYS: readonly Colour[] = Array.from({ length: 256 }, (_, i) => [i, i, i]);

const CLASSES: readonly Colour[] = [
  [217, 119, 6],
  [29, 111, 184],
  [0, 133, 95],
  [190, 70, 140],
  [120, 94, 240],
  [140, 110, 60],
  [90, 160, 200],
  [200, 60, 60],
  [110, 140, 30],
  [110, 110, 110],
];

/** The colour of a class; after the last they begin again. */
export function classColour(k: number): Colour {
  return CLASSES[k % CLASSES.length]!;
}

/** Class · 16 + certainty → the class's colour, the paler the less sure. */
export const SURFACE: readonly Colour[] = Array.from({ length: 256 }, (_, i) => mix([255, 255, 255], classColour(i >> 4), 0.08 + (0.62 * (i & 15)) / 15));

export function css([red, green, blue]: Colour): string {
  return `rgb(${red},${green},${blue})`;
}

export function mix(a: Colour, b: Colour, t: number): Colour {
  return [0, 1, 2].map((i) => Math.round(a[i]! + (b[i]! - a[i]!) * t)) as unknown as Colour;
}
