/** How a file is to be read, where it does not show. */
export interface TableOptions {
  /** What stands between cells: one character, 'tab' or 'space' (any run of blanks). Found out unless given. */
  readonly delimiter?: string | undefined;
  /** Whether the first row holds the columns' names. Found out unless given. */
  readonly header?: 'yes' | 'no' | undefined;
  /** Lines before the table. Found out, where clear, unless given. */
  readonly skip?: number | undefined;
  /** Told now and then, once reading has taken 300 ms, how many of how many bytes are read. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  /** Bytes that the table may take; as many as it likes unless given. */
  readonly memory?: number | undefined;
}
