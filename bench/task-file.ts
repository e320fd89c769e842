import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layersOf, type ModelSpec } from '../src/model/model-spec.ts';
import { type Matrix, zeros } from '../src/numbers/matrix.ts';
import type { Task } from './workloads.ts';

interface Header {
  readonly model: ModelSpec;
  readonly sizes: readonly number[]; // of the layers, inputs first
  readonly rows: number;
  readonly batchSize: number;
  readonly learningRate: number;
}

/** Writes a task where a process in any language can read it: task.json, and raw little-endian numbers beside it. */
export async function writeTask(folder: string, { model, initial, train, batchSize, learningRate }: Task): Promise<void> {
  const sizes = [model.inputs, ...layersOf(model).map(({ outputs }) => outputs)];
  const header: Header = { model, sizes, rows: train.X.rows, batchSize, learningRate };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'task.json'), JSON.stringify(header));
  await writeFile(join(folder, 'X.f32'), bytes(Float32Array.from(train.X.data)));
  await writeFile(join(folder, 'y.u32'), bytes(train.y));
  const weights = initial.flatMap(({ W, b }) => [...W.data, ...b.data]); // W (in, out) by rows, then b, layer by layer
  await writeFile(join(folder, 'initial.f32'), bytes(Float32Array.from(weights)));
}

export async function readTask(folder: string): Promise<Task> {
  const { model, rows, batchSize, learningRate } = JSON.parse(await readFile(join(folder, 'task.json'), 'utf8')) as Header;
  const X: Matrix = { rows, cols: model.inputs, data: new Float32Array(await buffer(folder, 'X.f32')) };
  const y = new Uint32Array(await buffer(folder, 'y.u32'));
  const numbers = new Float32Array(await buffer(folder, 'initial.f32'));
  let at = 0;
  const next = (r: number, c: number): Matrix => {
    const M = zeros(r, c);
    M.data.set(numbers.subarray(at, (at += r * c)));
    return M;
  };
  const initial = layersOf(model).map(({ inputs, outputs }) => ({ W: next(inputs, outputs), b: next(1, outputs) }));
  return { model, initial, train: { X, y }, batchSize, learningRate };
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A file in memory of its own: small files come in a slice of a shared pool, at any offset. */
async function buffer(folder: string, name: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(join(folder, name));
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
