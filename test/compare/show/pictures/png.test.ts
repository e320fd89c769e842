import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pngUrl } from '../../../../compare/show/pictures/png.ts';

const url = pngUrl({
  width: 3,
  height: 2,
  pixels: Uint8Array.from([0, 1, 2, 2, 1, 0]),
  palette: [
    [0, 0, 0],
    [255, 0, 0],
    [1, 2, 3],
  ],
  transparent: 2,
});
const bytes = Buffer.from(url.replace('data:image/png;base64,', ''), 'base64');

function chunks(): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    found.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return found;
}

describe('a PNG of indexed colours', () => {
  it('has its chunks in order, the palette and what is transparent', () => {
    expect([...chunks().keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
    expect([...chunks().get('PLTE')!]).toEqual([0, 0, 0, 255, 0, 0, 1, 2, 3]);
    expect([...chunks().get('tRNS')!]).toEqual([255, 255, 0]);
    expect(chunks().get('IHDR')!.readUInt32BE(0)).toBe(3);
    expect(chunks().get('IHDR')!.readUInt32BE(4)).toBe(2);
  });

  it('holds the pixels row by row, each row unfiltered', () => {
    expect([...inflateSync(chunks().get('IDAT')!)]).toEqual([0, 0, 1, 2, 0, 2, 1, 0]);
  });

  it('ends as every PNG does: the CRC-32 of an empty IEND is ae426082', () => {
    expect(bytes.subarray(-4).toString('hex')).toBe('ae426082');
  });
});
