import type { Comparison } from './schema.ts';

/** An earlier run, as its folder keeps it, its names fit for a terminal. */
export interface StoredRun {
  readonly folder: string;
  readonly finished: Date;
  readonly comparison: Comparison;
}

/** What a folder of reports holds; a folder whose results cannot be read is named with the reason, not passed over. */
export interface Stored {
  readonly runs: readonly StoredRun[]; // the newest first
  readonly unreadable: readonly string[];
}
