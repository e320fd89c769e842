import { zlibSync } from 'fflate';
import { toBase64 } from '../../inside/quantise.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** An image of up to 256 colours: a byte a pixel, row by row. */
export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array; // (height · width), indices into the palette
  readonly palette: readonly Colour[];
  /** An index that is drawn as nothing at all. */
  readonly transparent?: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG of colour type 3 (PNG Specification, third edition, sections 5 and 11), as a data: URL. */
export function pngUrl({ width, height, pixels, palette, transparent }: IndexedImage): string {
  const lines = new Uint8Array(height * (width + 1)); // each line begins with its filter: 0, none
  for (let r = 0; r < height; r++) lines.set(pixels.subarray(r * width, (r + 1) * width), r * (width + 1) + 1);
  const alpha =
    transparent === undefined
      ? []
      : chunk(
          'tRNS',
          Uint8Array.from(palette, (_, i) => (i === transparent ? 0 : 255)),
        );
  const file = [
    SIGNATURE,
    chunk('IHDR', [...bigEndian(width), ...bigEndian(height), 8, 3, 0, 0, 0]), // bits a pixel, colour type, compression, filter, interlace
    chunk('PLTE', palette.flat()),
    alpha,
    chunk('IDAT', zlibSync(lines, { level: 9 })),
    chunk('IEND', []),
  ];
  return `data:image/png;base64,${toBase64(Uint8Array.from(file.flatMap((part) => [...part])))}`;
}

/** Length, type, data, and the CRC-32 of type and data. */
function chunk(type: string, data: ArrayLike<number>): number[] {
  const body = [...type].map((letter) => letter.charCodeAt(0)).concat(Array.from(data));
  return [...bigEndian(data.length), ...body, ...bigEndian(crc32(body))];
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

/** zlib's, which a page does not have, bit by bit. */
function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
