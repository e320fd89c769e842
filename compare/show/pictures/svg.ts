import { type PlotOptions, plot } from '@observablehq/plot';
import { escaped } from '../../../src/fault.ts';
import { drawEntry, LEGEND_LINE, type LegendEntry, legendLines } from './legend.ts';
import { shortened } from './letters.ts';
import { type Drawing, newDrawing, SVG_NAMESPACE, type SvgNode } from './svg-dom.ts';
import { FONT, FONT_SIZE, MARGIN, STYLE, WIDTH } from './theme.ts';

export interface Heading {
  readonly title: string;
  readonly legend?: readonly LegendEntry[];
}

const TITLE_LINE = 28;

/** How much wider bold letters are. */
const BOLD = 1.1;

/**
 * An SVG of its own: title and legend, style and background, and beneath them what `draw` makes, `height` px of it,
 * (0, 0) being its upper left corner.
 */
export function picture({ title, legend = [] }: Heading, height: number, draw: (drawing: Drawing) => SvgNode[]): string {
  const drawing = newDrawing();
  const { element, text } = drawing;
  const lines = legendLines(legend);
  const top = MARGIN + TITLE_LINE + lines.length * LEGEND_LINE;
  const style = element('style', {});
  style.textContent = STYLE;
  const root = element(
    'svg',
    {
      xmlns: SVG_NAMESPACE,
      class: 'mlp',
      viewBox: `0 0 ${WIDTH} ${top + height}`,
      width: WIDTH,
      height: top + height,
      'font-family': FONT,
      'font-size': FONT_SIZE,
      role: 'img',
      'aria-label': title,
    },
    style,
    element('rect', { class: 'card', width: '100%', height: '100%', rx: 8 }),
    text(shortened(title, WIDTH - 2 * MARGIN, BOLD * (FONT_SIZE + 1)), { x: MARGIN, y: MARGIN + 12, 'font-weight': 600, 'font-size': FONT_SIZE + 1 }),
    ...lines.flatMap((line, l) => line.map((placed) => drawEntry(drawing, placed, MARGIN + TITLE_LINE + l * LEGEND_LINE + 8))),
    element('g', { transform: `translate(0,${top})` }, ...draw(drawing)),
  );
  return `${compact(root.outerHTML)}\n`;
}

/** A plot as such a picture, drawn without a browser; `height` is that of the plot alone. */
export function plotPicture(heading: Heading, options: PlotOptions & { readonly height: number }): string {
  return picture(heading, options.height, ({ document }) => {
    const style = { fontSize: `${FONT_SIZE}px` };
    const drawn = plot({ ...options, width: WIDTH, document, className: 'plot', style } as PlotOptions) as unknown as SvgNode;
    drawn.querySelector('style')?.remove(); // it would size the plot as if it were the document's root
    drawn.setAttribute('aria-hidden', 'true'); // the picture as a whole has a name, not its parts
    return [drawn];
  });
}

/** Coordinates to a tenth of a pixel; no control characters, and none that XML does not allow even escaped. */
function compact(svg: string): string {
  return svg
    .split('\n')
    .map(escaped)
    .join('\n')
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/ (d|transform|x|y|x1|x2|y1|y2|cx|cy|width|height)="[^"]*"/g, (attribute) =>
      attribute.replace(/\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)),
    );
}
