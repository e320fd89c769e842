import type { Results, RowResult, Table } from '../../bench/results.ts';

export function row(id: string, rates: readonly number[], more: Partial<RowResult> = {}): RowResult {
  return { id, title: `the ${id}`, description: 'made up', rates, crowding: 1, starts: [{ wallSeconds: 0.2, cpuSeconds: 0.1 }], peakBytes: 50e6, ...more };
}

export function table(workload: string, rows: readonly RowResult[], missing: Table['missing'] = []): Table {
  return { workload, title: 'a title', unit: 'samples', cores: 'one', rows, missing };
}

export function results(tables: readonly Table[], more: Partial<Results> = {}): Results {
  return { machine: 'a machine', node: 'v20.1.0', load: [0.1, 1], rounds: 3, sliceSeconds: 0.25, tables, scaling: [], ...more };
}
