import { type Palette, palette } from './palette.ts';

export interface TextOptions {
  readonly width: number; // columns of the terminal
  readonly colours: Palette;
}

/** Not every terminal says how wide it is; one that nobody has told says 0. */
const USUAL_WIDTH = 80;
const WIDEST = 160;

export function textOptions(stream: NodeJS.WriteStream): TextOptions {
  return { width: Math.min(WIDEST, stream.columns || USUAL_WIDTH), colours: palette(stream.isTTY) };
}
