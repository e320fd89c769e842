const MAGIC = 0x184d2204;
const HAS_LENGTH = 8;
const HAS_BLOCK_SUMS = 16;
const HAS_DICTIONARY = 1;
const UNPACKED = 0x80000000;
/** A byte more in a block is 255 more that are copied. */
const MOST_PACKED = 256;

/**
 * What an LZ4 frame holds, `length` bytes (lz4 Frame Format 1.6.1). Its blocks may refer to what the ones before them hold, which
 * the blocks of Parquet, and what unpacks those, do not.
 * @throws Error if it is damaged
 */
export function unpackLz4(frame: Uint8Array, length: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error('no LZ4 frame');
  const flags = frame[4]!;
  let at = 7 + (flags & HAS_LENGTH ? 8 : 0) + (flags & HAS_DICTIONARY ? 4 : 0);
  if (!(length >= 0 && length <= MOST_PACKED * frame.length)) throw new Error('LZ4: so much cannot be packed in so little');
  const output = new Uint8Array(length);
  let used = 0;
  for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
    const end = at + 4 + (size & ~UNPACKED);
    const block = frame.subarray(at + 4, end);
    if (size & UNPACKED) {
      output.set(block, used);
      used += block.length;
    } else used = unpackBlock(block, output, used);
    at = end + (flags & HAS_BLOCK_SUMS ? 4 : 0);
  }
  if (used !== length) throw new Error(`LZ4: ${length} bytes expected, got ${used}`);
  return output;
}

/** Bytes as they are, then a copy of earlier ones, in turns (lz4 Block Format). Where the output then ends. */
function unpackBlock(block: Uint8Array, output: Uint8Array, start: number): number {
  let used = start;
  let at = 0;
  const longLength = (short: number): number => {
    let length = short;
    for (let more = short === 15 ? 255 : 0; more === 255; length += more) more = block[at++] ?? 0;
    return length;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = longLength(token >> 4);
    output.set(block.subarray(at, at + literals), used);
    at += literals;
    used += literals;
    if (at >= block.length) break;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const copied = longLength(token & 15) + 4;
    if (distance === 0 || distance > used || used + copied > output.length) throw new Error('LZ4: a copy reaches beyond the data');
    for (let k = 0; k < copied; k++, used++) output[used] = output[used - distance]!;
  }
  return used;
}
