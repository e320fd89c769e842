import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stream } from '../src/numbers/random.ts';

/** A file as MNIST's training set is: a label, then `features` whole numbers from 0 to 255, four fifths of them 0. */
export async function writeCsv(path: string, rows: number, features: number): Promise<void> {
  const random = stream(1, 'csv');
  const file = createWriteStream(path);
  const lines = Array.from({ length: 100 }, () => Array.from({ length: features }, () => Math.max(0, Math.floor(random.uniform(-1024, 256)))).join(','));
  for (let r = 0; r < rows; r++) {
    const line = lines[Math.floor(random.uniform(0, lines.length))]!;
    if (!file.write(`${r % 10},${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

/** A file of standard normal numbers as float64 are written, mostly of 16 to 18 digits, with a header; as wide as it is asked to be. */
export async function writeFloats(path: string, rows: number, columns: number): Promise<void> {
  const random = stream(1, 'csv');
  const file = createWriteStream(path);
  file.write(`${Array.from({ length: columns }, (_, c) => `x${c}`).join(',')}\n`);
  for (let r = 0; r < rows; r++) {
    const line = Array.from({ length: columns }, () => random.normal()).join(',');
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
