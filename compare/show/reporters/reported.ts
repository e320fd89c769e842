/** How a test came out, as programs that collect tests have it: what is wrong, what broke off, what was not judged. */
export type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** A thing that was checked. */
export interface ReportedTest {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it did not pass. */
  readonly told: string;
  /** What kind of failure, or error, in a word. */
  readonly type?: string;
  /** The reader's file that it is about. */
  readonly file?: string;
}

/** What was checked of one thing. */
export interface ReportedSuite {
  readonly name: string;
  readonly tests: readonly ReportedTest[];
}
