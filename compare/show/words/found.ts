import type { FoundNetwork } from '../../../src/model/network.ts';
import { wrap } from './wrap.ts';

/** How a network that was found in a file was understood, and what it is not here, a line for each thing, for a terminal. */
export function foundText(name: string, { says }: FoundNetwork, warned: readonly string[], width: number): string {
  return [wrap(`${name} was taken as:`, width), ...[...says, ...warned].map((line) => `  - ${wrap(line, width - 4).replaceAll('\n', '\n    ')}`)].join('\n');
}
