/** The line that each row begins on. Of rows on lines that follow each other only the first is noted. */
export class LineMap {
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];

  /** Rows come in order; of a row that comes again the last line counts. */
  set(row: number, line: number): void {
    if (this.#rows.length > 0 && this.lineOf(row) === line) return;
    this.#rows.push(row);
    this.#lines.push(line);
  }

  lineOf(row: number): number {
    let last = this.#rows.length - 1;
    if (this.#rows[last]! > row) last = this.#lastUpTo(row);
    return this.#lines[last]! + row - this.#rows[last]!;
  }

  #lastUpTo(row: number): number {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
