/** What a reader pasted, as it crosses from thread to thread: plain data. */
export interface Program {
  readonly source: string;
  /** Options of the diagnosis that were written, by their names on the command line in camelCase. */
  readonly options: Readonly<Record<string, string>>;
}

/** How messages name what was pasted. */
export const SHOWN = 'network.ts';

/** What is loaded in the sandbox: JavaScript in the form that `require` and `exports` go with. */
export interface Pasted {
  readonly code: string;
  /** As in Exporting: the text that was loaded, where a network is looked for in it. */
  readonly definitions?: string | undefined;
}
