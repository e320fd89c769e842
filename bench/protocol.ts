/**
 * What is said between the benchmark and the process of a row, one JSON object a line:
 * the process begins with Started; to each Ask it answers with a Slice; when its standard input ends it says Ended, and ends.
 */
export interface Started {
  readonly description: string; // what computes, with its version
  readonly loss?: number; // mean of the first epoch's batch losses: tells whether a row does the others' work
  readonly cpuSeconds: number; // since the process began
}

export interface Ask {
  readonly seconds: number; // of processor time, at least
}

export interface Slice {
  readonly samples: number;
  /** Time on a core, of the whole process: on a machine with other work a wall clock would time that, too. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export interface Ended {
  readonly peakBytes: number; // resident set
}

/** For a row that this machine cannot run. */
export interface Missing {
  readonly missing: string;
}
