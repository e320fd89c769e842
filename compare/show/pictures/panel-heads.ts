import { axisFx, type Markish } from '@observablehq/plot';

/** Between a panel's name and its frame: a marker on the frame, of an accuracy of 1, has half of itself above it. */
const AIR = 12;

/** What each panel is of, above it. */
export function panelHeads(): Markish {
  return axisFx({ label: null, tickSize: 0, tickPadding: AIR });
}
