import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Parser } from 'csv-parse';
import { toDatasets } from '../../src/data/columns/datasets.ts';
import { readTable } from '../../src/data/table/read-table.ts';
import { serve } from './serve.ts';

/** A step reads the whole file; its rows are the samples. */
const readers: Readonly<Record<string, { description: string; read(path: string): Promise<number> }>> = {
  loader: {
    description: 'a table of typed arrays, then its columns judged and made one matrix',
    read: async (path) => toDatasets(await readTable(path), undefined, { label: 0, arePixels: true }).train.X.rows,
  },
  table: {
    description: 'cells straight from bytes, columns kept in float64',
    read: async (path) => (await readTable(path)).rows,
  },
  columns: {
    description: 'the same, then every column judged and all of them made one matrix',
    read: async (path) => toDatasets(await readTable(path), undefined, { label: 0, task: 'regression' }).train.X.rows,
  },
  'csv-parse': {
    description: 'csv-parse alone, as text, nothing kept',
    async read(path) {
      let rows = 0;
      const parser = new Parser({ on_record: () => void rows++ });
      await pipeline(createReadStream(path, { highWaterMark: 2 ** 18 }), parser.resume());
      return rows;
    },
  },
};

const [name, path] = process.argv.slice(2) as [string, string];
const { description, read } = readers[name]!;
await serve({ description, stepsPerEpoch: 1, step: async () => ({ samples: await read(path) }) });
