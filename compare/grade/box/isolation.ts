import type { Command } from '../../networks/child.ts';

/** What a submission is run by, and with what of the machine. */
export interface Running {
  readonly command: Command;
  /** The folder that holds the submission alone. */
  readonly folder: string;
  /** Further folders and files that it reads: the interpreter's, and this program's helper. */
  readonly reads: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How submissions are kept apart from the machine, and the words for what that holds. */
export interface Isolation {
  readonly kind: 'bubblewrap' | 'limits';
  readonly bubblewrap?: string; // the program
  readonly prlimit?: string;
  readonly setpriv?: string;
  /** The user that runs them, where the grader may choose one. */
  readonly user?: number;
  readonly holds: readonly string[];
  readonly lacks: readonly string[];
}
