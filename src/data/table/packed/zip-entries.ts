import { Fault } from '../../../fault.ts';
import type { Source } from '../source.ts';
import { gunzipped } from './gzip.ts';

/** One file in a ZIP archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const IN_ZIP64 = 0xffffffff;

/** The files of an archive, folders left out. @throws Fault if it is damaged */
export function zipEntries(name: string, bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = new Fault(`${name}: this ZIP archive is damaged or cut short. Copy or download it again.`);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let k = view.getUint16(end + 10, true); k > 0; k--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged;
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries.filter((entry) => !entry.name.endsWith('/'));
}

const STORED = 0;
const DEFLATED = 8;

/** One file of an archive, unpacked. @throws Fault if it is packed in a way that is not read */
export function entrySource(archive: string, bytes: Uint8Array, entry: ZipEntry): Source {
  const name = `${archive}/${entry.name}`;
  const { method, encrypted, packedSize, offset } = entry;
  if (encrypted) throw new Fault(`${name}: this is encrypted. Unpack the archive first.`);
  if ((method !== STORED && method !== DEFLATED) || packedSize === IN_ZIP64 || offset + 30 > bytes.length) {
    throw new Fault(`${name}: this is packed in a way that is not read (method ${method}). Unpack the archive first.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + packedSize);
  return {
    name,
    size: entry.size,
    chunks: () => (method === STORED ? one(packed) : gunzipped(name, asGzip(packed, entry))),
    beside: async () => undefined,
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The two pack alike; around it gzip has a head of its own, and checksum and length, which the archive keeps elsewhere. */
async function* asGzip(packed: Uint8Array, { crc, size }: ZipEntry): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(0x1f, 0x8b, DEFLATED, 0, 0, 0, 0, 0, 0, 255);
  yield packed;
  const end = new DataView(new ArrayBuffer(8));
  end.setUint32(0, crc, true);
  end.setUint32(4, size, true);
  yield new Uint8Array(end.buffer);
}
