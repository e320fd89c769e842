import { deflateSync } from 'node:zlib';

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

/** A PNG of colour type 3 (PNG Specification, third edition, sections 5 and 11), as a data: URL. */
export function pngUrl({ width, height, pixels, palette, transparent }: IndexedImage): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // bits a pixel, colour type, compression, filter, interlace
  const lines = Buffer.alloc(height * (width + 1)); // each line begins with its filter: 0, none
  for (let r = 0; r < height; r++) lines.set(pixels.subarray(r * width, (r + 1) * width), r * (width + 1) + 1);
  const alpha = transparent === undefined ? [] : [chunk('tRNS', Buffer.from(palette.map((_, i) => (i === transparent ? 0 : 255))))];
  const file = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    ...alpha,
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${file.toString('base64')}`;
}

/** Length, type, data, and the CRC-32 of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** zlib.crc32 came with Node 20.15; this is the same, bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
