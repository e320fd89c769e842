/** What a process is after one of many comparisons. */
export interface Sample {
  readonly fingerprint: string; // of the comparison's results
  readonly threads: number;
  readonly tensors: number;
  readonly handles: number; // that keep the event loop alive
  readonly rss: number; // bytes, as the next two
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}
