import type { NetworkResult } from '../results/schema.ts';
import { curvesIn } from './curves.ts';
import { bytes, double, float, integer, joined } from './protobuf.ts';

/** CRC-32C (Castagnoli), as RFC 3720 has it: its polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
  return remainder;
});

export function crc32c(content: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of content) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255]!;
  return ~sum >>> 0;
}

/** TFRecord's: turned and moved, since sums of sums are weak. */
function masked(content: Uint8Array): number {
  const sum = crc32c(content);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}

/** A record: its length, the length's checksum, its bytes, theirs. */
function record(event: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setBigUint64(0, BigInt(event.length), true);
  view.setUint32(8, masked(head.subarray(0, 8)), true);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, masked(event), true);
  return joined([head, event, tail]);
}

/** TensorBoard reads files by this in their names; seconds since 1970 and a host come after it. */
export const EVENTS = 'events.out.tfevents';

/** The curves of a network as TensorBoard's events: a scalar of each measure for each epoch. @param at when the run ended; the epochs before it by what they took */
export function toEvents(network: NetworkResult, at: Date): Uint8Array {
  const seconds = network.epochs.map(({ trainSeconds, evaluationSeconds }) => trainSeconds + evaluationSeconds);
  const after = (epoch: number) => at.getTime() / 1000 - seconds.slice(epoch).reduce((sum, one) => sum + one, 0);
  const begin = joined([double(1, after(0)), bytes(3, 'brain.Event:2')]);
  const scalars = curvesIn(network).map(({ epoch, measures }) => {
    const values = Object.entries(measures).map(([tag, value]) => bytes(1, [bytes(1, tagOf(tag)), float(2, value)]));
    return joined([double(1, after(epoch)), integer(2, epoch), bytes(5, values)]);
  });
  return joined([begin, ...scalars].map(record));
}

/** 'validationLoss' as 'loss/validation': TensorBoard shows what begins alike side by side. */
function tagOf(measure: string): string {
  const [, rows = measure, rest = ''] = /^(train|validation)([A-Z].*)$/.exec(measure) ?? [];
  return rest === '' ? measure : `${rest.charAt(0).toLowerCase()}${rest.slice(1)}/${rows}`;
}
