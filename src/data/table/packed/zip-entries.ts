import { Fault } from '../../../fault.ts';
import { allOf, type Source } from '../source.ts';
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

/** An archive of which any part can be read. */
export interface Archive {
  readonly name: string;
  readonly size: number;
  part(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** Bytes of the end of an archive, with the longest remark that may follow it. */
const LONGEST_END = 22 + 0xffff;

function bytesIn({ name, part }: Archive, from: number, to: number): Promise<Uint8Array> {
  return allOf({ name, size: Math.max(0, to - from), chunks: () => part(from, to), beside: async () => undefined });
}

/** The files of an archive, folders left out. @throws Fault if it is damaged */
export async function zipEntries(archive: Archive): Promise<ZipEntry[]> {
  const { name, size } = archive;
  const damaged = new Fault(`${name}: this ZIP archive is damaged or cut short. Copy or download it again.`);
  const last = await bytesIn(archive, Math.max(0, size - LONGEST_END), size);
  const view = viewOf(last);
  let end = last.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged;
  const from = view.getUint32(end + 16, true);
  const directory = await bytesIn(archive, from, Math.max(from, size - last.length + end));
  const entries = entriesIn(directory, view.getUint16(end + 10, true));
  if (!entries) throw damaged;
  return entries.filter((entry) => !entry.name.endsWith('/'));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Undefined where there are not so many. */
function entriesIn(bytes: Uint8Array, count: number): ZipEntry[] | undefined {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let k = count; k > 0; k--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined;
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
  return entries;
}

const STORED = 0;
const DEFLATED = 8;

/** One file of an archive, unpacked. @throws Fault if it is packed in a way that is not read */
export async function entrySource(archive: Archive, entry: ZipEntry): Promise<Source> {
  const name = `${archive.name}/${entry.name}`;
  const { method, encrypted, packedSize, offset } = entry;
  if (encrypted) throw new Fault(`${name}: this is encrypted. Unpack the archive first.`);
  if ((method !== STORED && method !== DEFLATED) || packedSize === IN_ZIP64 || offset + 30 > archive.size) {
    throw new Fault(`${name}: this is packed in a way that is not read (method ${method}). Unpack the archive first.`);
  }
  const head = viewOf(await bytesIn(archive, offset, offset + 30));
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = () => archive.part(start, Math.min(archive.size, start + packedSize));
  return {
    name,
    size: entry.size,
    chunks: () => (method === STORED ? packed() : gunzipped(name, asGzip(packed(), entry))),
    beside: async () => undefined,
  };
}

/** The two pack alike; around it gzip has a head of its own, and checksum and length, which the archive keeps elsewhere. */
async function* asGzip(packed: AsyncIterable<Uint8Array>, { crc, size }: ZipEntry): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(0x1f, 0x8b, DEFLATED, 0, 0, 0, 0, 0, 0, 255);
  yield* packed;
  const end = new DataView(new ArrayBuffer(8));
  end.setUint32(0, crc, true);
  end.setUint32(4, size, true);
  yield new Uint8Array(end.buffer);
}
