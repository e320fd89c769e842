import { deflateSync, Inflate } from 'fflate';
import type { Program } from './program.ts';

/** Bytes of a program that a link may hold, unpacked, and characters of the link's own, packed. */
const MOST_UNPACKED = 200_000;
const MOST_PACKED = 60_000;

const BEGINS = '#code=';

/** The fragment of an address that holds a program; undefined where it is too long for one. */
export function fragmentOf(program: Program): string | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify([program.source, program.options]));
  if (bytes.length > MOST_UNPACKED) return undefined;
  const packed = btoa(Array.from(deflateSync(bytes, { level: 9 }), (byte) => String.fromCharCode(byte)).join(''));
  return packed.length > MOST_PACKED ? undefined : BEGINS + packed.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The program in a fragment; undefined where it holds none, or more than a link may. */
export function programIn(fragment: string): Program | undefined {
  if (!fragment.startsWith(BEGINS) || fragment.length > MOST_PACKED + BEGINS.length) return undefined;
  try {
    const packed = atob(fragment.slice(BEGINS.length).replaceAll('-', '+').replaceAll('_', '/'));
    const [source, options] = JSON.parse(unpacked(Uint8Array.from(packed, (character) => character.charCodeAt(0)))) as unknown[];
    if (typeof source !== 'string' || typeof options !== 'object' || options === null) return undefined;
    return { source, options: Object.fromEntries(Object.entries(options).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) };
  } catch {
    return undefined; // cut off, or made by hand
  }
}

/** Stops as soon as more comes out than may: a few bytes can be made to hold a thousand times as many. */
function unpacked(bytes: Uint8Array): string {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((piece) => {
    length += piece.length;
    if (length > MOST_UNPACKED) throw new RangeError('too long');
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += 1024) inflate.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return new TextDecoder().decode(whole);
}
