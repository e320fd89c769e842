import type { ImageSize } from '../../../src/data/data-image.ts';
import { together } from '../../../src/fault.ts';
import { fromBase64 } from '../../inside/quantise.ts';
import type { Inside, NetworkInside } from '../../inside/schema.ts';
import { figure } from '../words/figures.ts';
import { DIVERGING } from './colours.ts';
import { shortened } from './letters.ts';
import type { Picture, PictureTable } from './picture.ts';
import { pngUrl } from './png.ts';
import { picture } from './svg.ts';
import { FONT_SIZE, MARGIN, WIDTH } from './theme.ts';

/** Unit by unit in the same order for every network, so many to a line; a pixel between two. */
const ACROSS = 8;
const CAPTION = 26;

/** What every unit of the first layer looks for: its weights as an image, every network's beside the others'. */
export function weightImages({ image, networks }: Inside): Picture[] {
  const shown = networks.filter(({ firstLayer }) => firstLayer);
  const [first] = shown;
  if (!image || !first?.firstLayer) return [];
  const { units, largest } = first.firstLayer;
  const side = (WIDTH - MARGIN) / Math.max(2, shown.length) - MARGIN;
  const sheets = shown.map((network) => ({ name: network.name, ...sheet(network, image) }));
  const height = (side * sheets[0]!.height) / sheets[0]!.width;
  const title = `First-layer weights of ${units === 1 ? 'the one unit' : `${units} units`}`;
  const svg = picture(
    { title, legend: [{ text: `red positive, blue negative, up to ±${largest.toPrecision(2)}` }] },
    CAPTION + height + MARGIN,
    ({ element, text }) =>
      sheets.flatMap(({ name, url }, n) => {
        const x = MARGIN + n * (side + MARGIN);
        return [
          text(shortened(name, side, FONT_SIZE), { x, y: 12 }),
          element('image', { href: url, x, y: CAPTION, width: side, height, style: 'image-rendering:pixelated' }),
        ];
      }),
  );
  const alt = `${title} as images of ${image.rows} × ${image.cols} pixels, of ${together(shown.map(({ name }) => name))} side by side`;
  const read =
    'Each square is a unit of the first layer, each of its pixels the weight of that pixel: the unit answers to images that are bright where it is red and dark ' +
    'where it is blue, and one that looks like noise has learnt little.';
  return [{ file: 'first-layer.svg', alt, svg, read, table: extremes(shown, image, title) }];
}

/** Of every unit the pixel that it answers to most, and the one that speaks most against. */
function extremes(shown: readonly NetworkInside[], { cols }: ImageSize, title: string): PictureTable {
  const rows = shown.flatMap(({ name, firstLayer }) => {
    const { units, largest, weights } = firstLayer!;
    const bytes = fromBase64(weights);
    const pixels = bytes.length / units;
    const at = (pixel: number, byte: number) => `${figure(largest * (byte / 127.5 - 1))} at row ${Math.floor(pixel / cols) + 1}, column ${(pixel % cols) + 1}`;
    return Array.from({ length: units }, (_, unit) => {
      const own = bytes.subarray(unit * pixels, (unit + 1) * pixels);
      const [high, low] = [own.reduce((a, b) => Math.max(a, b), 0), own.reduce((a, b) => Math.min(a, b), 255)];
      return [`${name}, unit ${unit + 1}`, at(own.indexOf(high), high), at(own.indexOf(low), low)];
    });
  });
  return { caption: `${title}: the largest and the smallest weight of each`, head: ['unit', 'largest', 'smallest'], rows };
}

function sheet({ firstLayer }: NetworkInside, { rows, cols }: ImageSize): { url: string; width: number; height: number } {
  const { units, weights } = firstLayer!;
  const bytes = fromBase64(weights);
  const [across, down] = [Math.min(ACROSS, units), Math.ceil(units / ACROSS)];
  const [width, height] = [across * (cols + 1) - 1, down * (rows + 1) - 1];
  const pixels = new Uint8Array(width * height); // 0: what lies between the images
  for (let unit = 0; unit < units; unit++) {
    const corner = Math.floor(unit / across) * (rows + 1) * width + (unit % across) * (cols + 1);
    for (let i = 0; i < rows * cols; i++) {
      pixels[corner + Math.floor(i / cols) * width + (i % cols)] = Math.max(1, bytes[unit * rows * cols + i]!);
    }
  }
  return { url: pngUrl({ width, height, pixels, palette: DIVERGING, transparent: 0 }), width, height };
}
