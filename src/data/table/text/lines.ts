import { Fault } from '../../../fault.ts';
import { LONGEST_LINE } from './csv-rows.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A text in pieces of whole lines, from its chunks, which end anywhere. */
export class Lines {
  readonly #name: string;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #skip: number;
  #bytes = new Uint8Array(0);
  /** What of `#bytes` is filled, and where what was not handed out begins. */
  #used = 0;
  #from = 0;

  /** @param skip bytes at the beginning to leave out */
  constructor(name: string, chunks: AsyncIterable<Uint8Array>, skip: number) {
    this.#name = name;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#skip = skip;
  }

  /** The next lines, good until the next are asked for; the last of a text ends in a line end too, if need be one of ours. */
  async next(): Promise<Uint8Array | undefined> {
    for (let next = await this.#chunks.next(); !next.done; next = await this.#chunks.next()) {
      this.#append(next.value);
      const end = this.#lastLineEnd();
      if (end > this.#from) return this.#handOut(end);
      if (this.#used - this.#from > LONGEST_LINE)
        throw new Fault(`${this.#name}: a line is longer than ${LONGEST_LINE / 2 ** 20} MiB. Is this a table in text?`);
    }
    if (this.#from === this.#used) return undefined;
    const last = this.#bytes[this.#used - 1];
    if (last !== LINE_FEED && last !== CARRIAGE_RETURN) this.#append(Uint8Array.of(LINE_FEED));
    return this.#handOut(this.#used);
  }

  /** All from byte `read` of the lines last handed out. */
  async *rest(read: number): AsyncGenerator<Uint8Array> {
    yield this.#bytes.slice(this.#handedOut + read, this.#used);
    for (let next = await this.#chunks.next(); !next.done; next = await this.#chunks.next()) yield next.value.slice();
  }

  /** To be called in the end, whatever that is: the file is open until then. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #handedOut = 0;

  #handOut(end: number): Uint8Array {
    this.#handedOut = this.#from;
    this.#from = end;
    return this.#bytes.subarray(this.#handedOut, end);
  }

  #append(chunk: Uint8Array): void {
    const kept = chunk.subarray(Math.min(this.#skip, chunk.length));
    this.#skip -= chunk.length - kept.length;
    this.#bytes.copyWithin(0, this.#from, this.#used);
    this.#used -= this.#from;
    this.#from = 0;
    if (this.#used + kept.length > this.#bytes.length) {
      const longer = new Uint8Array(2 * (this.#used + kept.length));
      longer.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = longer;
    }
    this.#bytes.set(kept, this.#used);
    this.#used += kept.length;
  }

  /** After the last line end that is known to be whole: a \r at the very end may be half of \r\n. */
  #lastLineEnd(): number {
    for (let i = this.#used - 1; i >= this.#from; i--) {
      if (this.#bytes[i] === LINE_FEED || (this.#bytes[i] === CARRIAGE_RETURN && i < this.#used - 1)) return i + 1;
    }
    return this.#from;
  }
}
