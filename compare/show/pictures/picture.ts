/** A picture of the report: one SVG, and what it shows in words. */
export interface Picture {
  readonly file: string; // its name beside report.md
  readonly alt: string;
  readonly svg: string;
}
