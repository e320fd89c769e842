import { type PlotOptions, plot } from '@observablehq/plot';
import { type Heading, picture } from './svg.ts';
import type { SvgNode } from './svg-dom.ts';
import { FONT_SIZE, MARGIN, WIDTH } from './theme.ts';

/** A plot with axes of its own, one of several in a picture. */
export interface Panel {
  readonly title: string;
  readonly options: PlotOptions;
}

const TITLE = 24;
export const PANEL_FONT = FONT_SIZE - 3;

/** How wide each of so many panels is, side by side. */
export function panelWidth(across: number): number {
  return (WIDTH - 2 * MARGIN) / across;
}

/** Panels in rows, each as wide as its share of the picture and, with its title, `height` px high. */
export function panelsPicture(heading: Heading, rows: readonly (readonly Panel[])[], { across, height }: { across: number; height: number }): string {
  const width = panelWidth(across);
  return picture(heading, rows.length * height + MARGIN, ({ document, element, text }) =>
    rows.flatMap((panels, r) =>
      panels.flatMap(({ title, options }, p) => {
        const style = { fontSize: `${PANEL_FONT}px` };
        const drawn = plot({ ...options, width, height: height - TITLE, document, className: 'plot', style } as PlotOptions) as unknown as SvgNode;
        drawn.querySelector('style')?.remove();
        drawn.setAttribute('aria-hidden', 'true');
        const [x, y] = [MARGIN + p * width, r * height];
        return [text(title, { x, y: y + 14, 'font-size': PANEL_FONT + 1 }), element('g', { transform: `translate(${x},${y + TITLE})` }, drawn)];
      }),
    ),
  );
}
