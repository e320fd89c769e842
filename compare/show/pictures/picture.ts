/** The numbers that a picture is drawn from, for who cannot see it or wants them. */
export interface PictureTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[]; // the first cell of each says what it is of
}

/** A picture of the report: one SVG, and what it shows in words and in numbers. */
export interface Picture {
  readonly file: string; // its name beside report.md
  readonly alt: string;
  readonly svg: string;
  readonly read: string; // how it is read, in a sentence
  readonly table: PictureTable;
}
