/** What a row showed in one table. */
export interface RowResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Samples (or rows of a file) a second, round by round: of processor time, or of the wall clock where the table is of all cores. */
  readonly rates: readonly number[];
  /** Wall time over processor time of its slices: 1 on a quiet machine. */
  readonly crowding: number;
  /** Process start to end of first epoch, of several starts. */
  readonly starts: readonly { readonly wallSeconds: number; readonly cpuSeconds: number }[];
  readonly loss?: number;
  readonly peakBytes: number;
}

export interface Table {
  readonly workload: string;
  readonly title: string;
  readonly unit: string; // of the rates: 'samples', 'rows'
  readonly cores: 'one' | 'all';
  readonly rows: readonly RowResult[];
  readonly missing: readonly { readonly title: string; readonly why: string }[];
}

/** One size of a scaling table. */
export interface ScalingPoint {
  readonly of: ScalingAxis;
  readonly size: number;
  readonly epochSeconds: number; // processor time
  readonly multiplyAdds: number; // of an epoch's matrix products
}

export const SCALING_AXES = ['rows', 'features', 'width'] as const;
export type ScalingAxis = (typeof SCALING_AXES)[number];

export interface Results {
  readonly machine: string;
  readonly node: string; // that the benchmark and its rows in JavaScript ran on: 'v24.21.0'
  /** Of the machine, when it began and when it ended: processes that want a core, mean of a minute. */
  readonly load: readonly [number, number];
  readonly rounds: number;
  readonly sliceSeconds: number;
  readonly tables: readonly Table[];
  readonly scaling: readonly ScalingPoint[];
}

export function rowOf({ tables }: Results, workload: string, id: string): RowResult | undefined {
  return tables.find((table) => table.workload === workload)?.rows.find((row) => row.id === id);
}
