import type { Dataset } from '../../src/data/dataset.ts';
import { inPlace } from '../../src/data/rows-in-place.ts';
import type { Room } from '../../src/data/standardise.ts';
import { isClasses } from '../../src/model/target.ts';
import { dtypeOf, type Matrix } from '../../src/numbers/matrix.ts';
import { isShared, sharedRoom } from '../../src/numbers/shared.ts';
import type { RunSpec } from '../../src/run/config.ts';
import type { Division, Rows } from '../../src/run/divide.ts';
import { type LoadedData, loaded, type ReadData } from '../../src/run/loaded.ts';
import { type Standardised, standardised } from '../../src/run/make-plan.ts';
import { digest } from './digest.ts';

/** The rows that jobs are of, and by what they are known. */
export interface Data {
  readonly hash: string; // of their content, not their name: files change
  readonly rows: Rows;
  /** The rows as most jobs are given them, so divided. */
  readonly ready?: Ready | undefined;
  /** Whether `rows` have no numbers any more: there is room for those that are ready alone. */
  readonly isSpent?: boolean;
}

export interface Ready extends Standardised {
  readonly division: Division | undefined;
}

/** The rows in shared memory, so that every worker reads them where they are instead of being sent a copy. @param ready in `sharedRoom` */
export function dataOf(rows: Rows, ready?: Ready): Data {
  return { hash: contentOf(rows), rows: sharedRows(rows), ...(ready && { ready }) };
}

/** Rows as they were read, and ready as they were divided: standardised once, for this thread and all others. */
export function dataReady({ rows, parts, division }: LoadedData): Data & { readonly ready: Ready } {
  const ready = { division, ...standardised(parts, sharedRoom) };
  return { ...dataOf(rows, ready), ready };
}

/** Rows that are only ever trained on so divided: put in order and standardised where they lie, in the size of their own. */
export function divideOnce(spec: RunSpec, read: ReadData): { loaded: LoadedData; data: Data } {
  const hash = contentOf(read);
  const { parts, ...rest } = loaded(spec, read, inPlace);
  const ready = { division: rest.division, ...standardised(parts, sharedInPlace) };
  const rows = { train: spent(rest.rows.train), test: rest.rows.test && spent(rest.rows.test) };
  return { loaded: { ...rest, rows, parts: ready.parts }, data: { hash, rows, ready, isSpent: true } };
}

const sharedInPlace: Room = (rows, cols, dtype, of) => (isShared(of.data) && dtypeOf(of) === dtype ? of : sharedRoom(rows, cols, dtype));

function spent(dataset: Dataset): Dataset {
  return { ...dataset, X: { ...dataset.X, data: new Float32Array(0) } };
}

/** Numbers, shapes and classes of every set, its gaps and groups. */
function contentOf({ train, validation, test }: Pick<Rows, 'train' | 'validation' | 'test'>): string {
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);
  const of = (part: string, dataset: Dataset | undefined) => {
    if (!dataset) return [part];
    const { X, y, classes, gaps, groups } = dataset;
    const kind = isClasses(y) ? [] : [y.cols, y.data.BYTES_PER_ELEMENT]; // as it was before there were values, for keys that are kept
    const drawn = [...(gaps ? [JSON.stringify(gaps)] : []), ...(groups ? [bytes(groups)] : [])]; // what else decides a division's numbers
    return [part, JSON.stringify([X.rows, X.cols, X.data.BYTES_PER_ELEMENT, classes, ...kind]), bytes(X.data), bytes(isClasses(y) ? y : y.data), ...drawn];
  };
  return digest([...of('train', train), ...of('validation', validation), ...of('test', test)]);
}

function sharedRows(rows: Rows): Rows {
  if (rows.validation) return { train: shared(rows.train), validation: shared(rows.validation), test: shared(rows.test) };
  return { train: shared(rows.train), test: rows.test && shared(rows.test) };
}

function shared(dataset: Dataset): Dataset {
  const { X, y } = dataset;
  return { ...dataset, X: sharedMatrix(X), y: isClasses(y) ? sharedClasses(y) : sharedMatrix(y) };
}

function sharedMatrix(M: Matrix): Matrix {
  if (isShared(M.data)) return M; // as some files are read
  const { data } = sharedRoom(1, M.data.length, dtypeOf(M));
  data.set(M.data);
  return { ...M, data };
}

function sharedClasses(y: Uint32Array): Uint32Array {
  const labels = new Uint32Array(new SharedArrayBuffer(y.byteLength));
  labels.set(y);
  return labels;
}
