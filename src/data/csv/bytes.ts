import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault } from '../../fault.ts';

/** How much is read and unpacked at a time. */
const chunkSize = 2 ** 18;

/** The longest line taken; 10,000 columns of 20 characters come to an eightieth of it. */
export const longestLine = 2 ** 24;

/**
 * The bytes of a regular file, unpacked if its name ends in '.gz'.
 * @throws Fault if it cannot be read, is no text, has a line beyond all measure, or changes meanwhile.
 */
export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  try {
    const before = await regularFile(path);
    let first = true;
    let line = 0; // bytes since the last line break
    for await (const chunk of open(path)) {
      if (first) checkStart(path, chunk);
      first = false;
      checkText(path, chunk);
      const lineBreak = Math.max(chunk.lastIndexOf(10), chunk.lastIndexOf(13));
      line = lineBreak === -1 ? line + chunk.length : chunk.length - 1 - lineBreak;
      if (line > longestLine) {
        throw new Fault(`${path}: a line is longer than ${longestLine / 2 ** 20} MiB. Is this a CSV file?`);
      }
      yield chunk;
    }
    const after = await regularFile(path);
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
      throw new Fault(`${path}: the file changed while it was read. Run again when it is complete.`);
    }
  } catch (error) {
    throw asFault(path, error);
  }
}

async function regularFile(path: string): Promise<Stats> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new Fault(`${path}: this is a folder, a CSV file is expected.`);
  if (!stats.isFile()) {
    throw new Fault(`${path}: this is not a regular file (but a pipe or a device). Save the data to a file first.`);
  }
  return stats;
}

function open(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: chunkSize });
  // An error of the file is handed on to the unpacker, where the reader of its bytes meets it.
  return path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip({ chunkSize }), () => {}) : file;
}

function checkStart(path: string, chunk: Buffer): void {
  const [first, second] = chunk;
  if (first === 0x1f && second === 0x8b) throw new Fault(`${path}: this is packed by gzip. Let its name end in '.gz'.`);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new Fault(`${path}: this is UTF-16 text. Save the file as UTF-8.`);
  }
  if (first === 0x50 && second === 0x4b && chunk.includes(0)) {
    throw new Fault(`${path}: this is a ZIP archive or a spreadsheet. Export the data as CSV.`);
  }
}

function checkText(path: string, chunk: Buffer): void {
  if (chunk.includes(0)) {
    throw new Fault(`${path}: this is not a text file (it holds zero bytes). A CSV file in UTF-8 is expected.`);
  }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Is the path right, seen from the current folder?',
  ENOTDIR: 'there is no such file: a part of the path is not a folder.',
  EACCES: 'no permission to read it.',
  EPERM: 'no permission to read it.',
  EISDIR: 'this is a folder, a CSV file is expected.',
  Z_BUF_ERROR: 'the gzip file is cut short. Copy or download it again.',
  Z_DATA_ERROR: "this is not a gzip file, or a damaged one. If it is not packed, take '.gz' off its name.",
};

function asFault(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? error : new Fault(`${path}: ${causes[code] ?? `the file cannot be read (${code}).`}`);
}
