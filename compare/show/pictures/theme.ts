/** How one network is told from the others: by colour, dash, width and marker, since their curves mostly coincide. */
export interface Pen {
  readonly colour: string; // 4.5:1 on the card at least
  readonly core?: string; // of a broad line: the paler inside between its edges, on which thinner lines are seen
  readonly dash: string; // stroke-dasharray
  readonly width: number; // px
  readonly symbol: 'circle' | 'triangle' | 'square' | 'diamond2';
  readonly hollow: boolean; // of the marker: on a broad band a filled one would not show
}

/** Of a broad line so much is edge, px, both sides together. */
export const EDGES = 3;

/** The first is a broad band, every next one a thinner dashed line: where they coincide all can still be seen. */
const PENS: readonly Pen[] = [
  { colour: 'var(--n1)', core: 'var(--n1-core)', dash: 'none', width: 6, symbol: 'circle', hollow: true },
  { colour: 'var(--n2)', dash: '8 6', width: 2.5, symbol: 'triangle', hollow: false },
  { colour: 'var(--n3)', dash: '2 5', width: 2.5, symbol: 'square', hollow: false },
  { colour: 'var(--n4)', dash: '12 4 2 4', width: 2.5, symbol: 'diamond2', hollow: false },
];

/** The pen of the nth network (0, 1, …); after the last they begin again. */
export function penOf(n: number): Pen {
  return PENS[n % PENS.length]!;
}

/**
 * The style inside every picture. It paints its own card and turns dark by itself where the reader's system is dark,
 * so it stays legible whatever the page behind it. The four hues are those of Okabe and Ito, told apart by all eyes.
 */
export const STYLE = `
.mlp{--card:#fff;--ink:#1f2328;--soft:#59636e;--faint:#d8dee4;--n1:#0b66a8;--n1-core:#8cc8f0;--n2:#b34700;--n3:#00795a;--n4:#a3407c;color:var(--ink);fill:var(--ink)}
.mlp .card{fill:var(--card)}
.mlp text{white-space:pre}
@media (prefers-color-scheme:dark){.mlp{--card:#0d1117;--ink:#e6edf3;--soft:#9198a1;--faint:#30363d;--n1:#5aa9e6;--n1-core:#24567f;--n2:#ffb454;--n3:#3fc79a;--n4:#e58fc4}}`;

/** Type that is still read when a picture is shown at half its width. */
export const FONT_SIZE = 16;
export const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif';

/** The width of all pictures, in px: a little less than GitHub gives a Markdown file on a wide screen. */
export const WIDTH = 720;

/** Between the name of an axis and the edge of its plot, px, for letters that reach beneath their line. */
export const LABEL_AIR = 5;

/** Air at the edges of a picture, px. */
export const MARGIN = 16;
