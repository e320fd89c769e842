import { Fault } from '../../../fault.ts';
import { isAsciiOnly } from '../../../host/engine.ts';
import { CHUNK, type Source, startOf } from '../source.ts';

/** How characters are written as bytes. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Thrown where bytes that were taken for UTF-8 are none. */
class NotUtf8 extends Error {}

/** Reads a text however its characters are written: `read` may be called again, if they turn out to be written otherwise. */
export async function readAsText<T>(source: Source, read: (text: () => AsyncIterable<Uint8Array>, notes: readonly string[]) => Promise<T>): Promise<T> {
  const encoding = encodingOf(await startOf(source, CHUNK));
  const textIn = (of: Encoding) => () => utf8Chunks(source.name, source.chunks(), of);
  try {
    return await read(textIn(encoding), []);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return await read(textIn('windows-1252'), [`${source.name}: read as Windows-1252 (Latin-1), since it is not UTF-8.`]);
  }
}

/** The lines of a text, some at a time, in UTF-8 and without their ends, which may be any of the three. */
export async function* linesOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== '') yield rest.split(/\r$/).slice(0, 1);
}

/** How the text that begins with these bytes is written, by its mark or by where its zeros are. */
function encodingOf(start: Uint8Array): Encoding {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const pairs = start.length >> 1;
  let high = 0;
  let low = 0;
  for (let i = 0; i < pairs; i++) {
    if (start[2 * i] === 0) high++;
    if (start[2 * i + 1] === 0) low++;
  }
  // of Western text in UTF-16 nearly every other byte is zero, on one side alone
  if (low > 0.4 * pairs && high < 0.1 * pairs) return 'utf-16le';
  if (high > 0.4 * pairs && low < 0.1 * pairs) return 'utf-16be';
  return 'utf-8';
}

/**
 * A text's bytes as UTF-8 without a mark.
 * @throws NotUtf8 if they are to be that and are not, Fault if there are zeros in them, which no text has
 */
async function* utf8Chunks(name: string, chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decode = decoderOf(encoding);
  let marked = true;
  for await (const chunk of chunks) {
    const bytes = decode(chunk);
    if (bytes.includes(0)) throw new Fault(`${name}: this is not a text file (it holds zero bytes), and no other form that is known.`);
    yield marked && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
    marked = false;
  }
  decode();
}

/** Gives the UTF-8 of one chunk after the other; of none at the end, where half a character may be left. */
function decoderOf(encoding: Encoding): (chunk?: Uint8Array) => Uint8Array {
  if (encoding === 'utf-8') return checked();
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk) => encoder.encode(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
}

/** Bytes as they are, if they are UTF-8. Plain ASCII, which most data is, need not be decoded to be seen as such. */
function checked(): (chunk?: Uint8Array) => Uint8Array {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let ascii = true;
  return (chunk = new Uint8Array(0)) => {
    ascii &&= isAsciiOnly(chunk);
    try {
      if (!ascii) decoder.decode(chunk, { stream: chunk.length > 0 });
    } catch (error) {
      throw new NotUtf8('not UTF-8', { cause: error });
    }
    return chunk;
  };
}
