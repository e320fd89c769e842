/** A file as read, whatever its form: cells, before anything is decided on what its columns mean. */
export interface RawTable {
  /** As messages name it: the path as the user gave it. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** What was found out or left out while reading, one sentence each: "12 lines beginning with '#' skipped as comments". */
  readonly notes: readonly string[];
  /** Where row `row` (from 0) stands in the file, as messages name it: 'train.csv:17'. */
  readonly placeOf: (row: number) => string;
}

/** Numbers where they lie, among those of other columns: row r's is data[from + r * step]. */
export interface Cells {
  readonly data: Float32Array | Float64Array;
  readonly from: number;
  readonly step: number;
}

/** One column: of each cell the number, or the text of one that holds no plain number. */
export interface RawColumn {
  /** From the file's header; undefined where it has none. */
  readonly name: string | undefined;
  /** (rows) the number in each cell, a decimal with a point; NaN where the cell holds anything else. */
  readonly numbers: Float64Array;
  /** Where the numbers lie, of a column of an array: `numbers` is then a copy that is made whenever it is asked for. Ask once, not for each row. */
  readonly cells?: Cells | undefined;
  /** The cells that hold no plain number; undefined where there is none. An empty cell is the text ''. */
  readonly words: WordCells | undefined;
  /** Whether decimals with a comma, too, were read as numbers: in a column of very many, whose texts would fill the memory. */
  readonly hasDecimalCommas?: boolean;
}

/** Texts by code, each kept once. */
export interface WordCells {
  /** The texts that occur, without the blanks around them, in order of their first rows. */
  readonly distinct: readonly string[];
  /** (rows) index into `distinct`; −1 where the cell is a number. */
  readonly codes: Int32Array;
}

/** A cell as text: as written where it is no number, else the number's shortest decimal form. */
export function cellText({ numbers, words }: RawColumn, row: number): string {
  const code = words?.codes[row] ?? -1;
  return code < 0 ? String(numbers[row]) : words!.distinct[code]!;
}
