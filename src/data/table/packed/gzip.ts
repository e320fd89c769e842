import { Fault } from '../../../fault.ts';
import type { Form } from '../form.ts';
import type { Source } from '../source.ts';

export const gzip: Form = {
  name: 'gzip',
  recognises: ([first, second]) => first === 0x1f && second === 0x8b,
  read: (source, _options, readAgain) => readAgain(unpacked(source)),
};

function unpacked(source: Source): Source {
  const { name } = source;
  return {
    ...source,
    size: undefined,
    chunks: () => gunzipped(name, source.chunks()),
    beside: async (other) => {
      const found = await source.beside(other);
      return found?.name.toLowerCase().endsWith('.gz') ? unpacked(found) : found;
    },
  };
}

/** What is packed in these chunks. @throws Fault if they are damaged */
export async function* gunzipped(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip') as { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> };
  const faults: Fault[] = [];
  const writing = writeAll(writable, chunks).catch((error: unknown) => {
    if (error instanceof Fault) faults.push(error);
  });
  try {
    for await (const chunk of readable) yield chunk;
  } catch (error) {
    throw (
      faults[0] ??
      new Fault(`${name}: what is packed in it is damaged or cut short (${error instanceof Error ? error.message : error}). Copy or download it again.`)
    );
  } finally {
    await writing;
  }
}

async function writeAll(writable: WritableStream<Uint8Array>, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const writer = writable.getWriter();
  try {
    for await (const chunk of chunks) await writer.write(chunk.slice());
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}
