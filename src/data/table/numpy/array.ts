import { Fault, quoted } from '../../../fault.ts';
import { allOf, type Source, startOf } from '../source.ts';
import { type Element, elementOf } from './elements.ts';

/** An array as NumPy keeps it. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** The value at a place, counted through all of the array in its order of rows. */
  at(index: number): number | string;
}

/** What an array's head says. */
export interface NpyHead {
  readonly shape: readonly number[];
  readonly length: number; // elements
  readonly element: Element;
  readonly byColumns: boolean; // Fortran's order
  /** Bytes before the first element. */
  readonly start: number;
}

export function isNpy(start: Uint8Array): boolean {
  return start[0] === 0x93 && String.fromCharCode(...start.subarray(1, 6)) === 'NUMPY';
}

const SHAPE = /'shape':\s*\(([\d,\s]*)\)/;
const DESCRIPTION = /'descr':\s*'([^']*)'/;

/** More than heads take, but those of arrays with fields. */
const LONGEST_HEAD = 2 ** 16;

/** @throws Fault if it is no array of numbers or texts */
export async function readHead(source: Source): Promise<NpyHead> {
  const { name } = source;
  const bytes = await startOf(source, LONGEST_HEAD);
  if (!isNpy(bytes) || bytes.length < 12) throw new Fault(`${name}: this is no array of NumPy, or a damaged one.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const start = (isFirst ? 10 : 12) + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder('latin1').decode(bytes.subarray(isFirst ? 10 : 12, start));
  const description = DESCRIPTION.exec(header)?.[1];
  const shape = SHAPE.exec(header)?.[1]
    ?.split(',')
    .flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (description === undefined || shape === undefined)
    throw new Fault(`${name}: this array has several fields, or a header that is not understood. Save each field by itself.`);
  const element = elementOf(description);
  if (element === undefined) throw new Fault(`${name}: its elements are ${quoted(description)}, which is not read. ${adviceOn(description)}`);
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, length, element, byColumns: /'fortran_order':\s*True/.test(header), start };
}

/** All of an array, as its elements are written. @throws Fault if it is not whole */
export async function readElements(source: Source, head: NpyHead, memory: number | undefined): Promise<NpyArray> {
  const bytes = await allOf(source, memory);
  const { shape, start, length, element } = head;
  if (start + length * element.size > bytes.length) throw cutShort(source.name, head, bytes.length);
  return { shape, at: placed(head, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
}

/** @param there bytes of the file */
export function cutShort(name: string, { start, length, element }: NpyHead, there: number): Fault {
  return new Fault(`${name}: the array is cut short: ${length * element.size} bytes are expected, ${Math.max(0, there - start)} are there.`);
}

function adviceOn(description: string): string {
  return description.includes('O')
    ? 'It holds Python objects (pickle), which can run code when read. Convert it with astype(float) or astype(str).'
    : 'Convert it with astype(float).';
}

function placed({ shape, byColumns, start, element: { size, read } }: NpyHead, view: DataView): NpyArray['at'] {
  if (!byColumns || shape.length < 2) return (index) => read(view, start + index * size);
  return (index) => {
    let rest = index;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]!) * shape.slice(0, axis).reduce((product, n) => product * n, 1);
      rest = Math.floor(rest / shape[axis]!);
    }
    return read(view, start + place * size);
  };
}
