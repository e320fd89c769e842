/** What is used of a stream that takes chunks in and is done at some time. */
interface Taker {
  write(chunk: Uint8Array): boolean;
  end(): void;
  once(event: 'error' | 'end', listener: (error: Error) => void): void;
}

/** Every chunk into a stream, one after the other. @throws what the stream complains of */
export async function pipeline(chunks: AsyncIterable<Uint8Array>, stream: Taker): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('end', () => resolve());
  });
  done.catch(() => undefined); // told below, once it is waited for
  for await (const chunk of chunks) stream.write(chunk.slice());
  stream.end();
  await done;
}
