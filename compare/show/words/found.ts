import type { FoundNetwork } from '../../../src/model/network.ts';
import { wrap } from './wrap.ts';

/** Columns, where no terminal says how many it has. */
const WIDTH = 110;

/** How a network that was found in a file was understood, and what it is not here, a line for each thing, for a terminal. */
export function foundText(name: string, { says }: FoundNetwork, warned: readonly string[], width = WIDTH): string {
  return [wrap(`${name} was taken as:`, width), ...[...says, ...warned].map((line) => wrap(`  - ${line}`, width))].join('\n');
}
