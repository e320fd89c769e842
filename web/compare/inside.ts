import { fromBase64 } from '../../compare/inside/quantise.ts';
import type { Inside, NetworkInside, Plane } from '../../compare/inside/schema.ts';
import { classColour, css, DIVERGING, SURFACE } from '../../compare/show/pictures/colours.ts';
import type { Colour } from '../../compare/show/pictures/png.ts';
import { element } from '../shared/element.ts';
import { regionTable, unitTable } from './inside-tables.ts';

/** Unit by unit in the same order for every network, so many to a line. */
const ACROSS = 8;
/** Pixels of a picture's side on the screen, before it is made to fit. */
const SIDE = 320;

/** What is to be seen inside networks: what the units of the first layer look for, or what is said everywhere in a plane. */
export function insidePictures({ image, plane, networks }: Inside, classes: readonly string[]): HTMLElement {
  const pictures = networks.flatMap((network) => [
    ...(image && network.firstLayer ? [firstLayerPicture(network.name, network.firstLayer, image)] : []),
    ...(plane && network.surface ? [boundaryPicture(network.name, network.surface, plane, classes)] : []),
  ]);
  return element('div', { class: 'insides' }, ...pictures);
}

function firstLayerPicture(name: string, firstLayer: NonNullable<NetworkInside['firstLayer']>, { rows, cols }: NonNullable<Inside['image']>): HTMLElement {
  const { units, largest } = firstLayer;
  const weights = fromBase64(firstLayer.weights);
  const [across, down] = [Math.min(ACROSS, units), Math.ceil(units / ACROSS)];
  const canvas = named(
    `What the first ${units} units of ${name} look for, as images of ${rows} × ${cols} pixels`,
    across * (cols + 1) - 1,
    down * (rows + 1) - 1,
  );
  const context = canvas.getContext('2d');
  for (let unit = 0; unit < units; unit++) {
    const pixels = weights.subarray(unit * rows * cols, (unit + 1) * rows * cols);
    context?.putImageData(imageOf(pixels, cols, DIVERGING), (unit % across) * (cols + 1), Math.floor(unit / across) * (rows + 1));
  }
  const says = `${name}: first-layer weights, red positive, blue negative, up to ±${largest.toPrecision(2)}`;
  return figure(canvas, says, unitTable(firstLayer, cols));
}

function boundaryPicture(name: string, surface: string, plane: Plane, classes: readonly string[]): HTMLElement {
  const points = fromBase64(surface);
  const canvas = named(`The class that ${name} says at every point of ${plane.x.feature} and ${plane.y.feature}, with test rows`, SIDE, SIDE);
  const context = canvas.getContext('2d');
  const small = new OffscreenCanvas(plane.size, plane.size);
  small.getContext('2d')?.putImageData(imageOf(points, plane.size, SURFACE), 0, 0);
  if (context) {
    context.drawImage(small, 0, 0, SIDE, SIDE);
    const at = ({ from, to }: Plane['x'], value: number) => (SIDE * (value - from)) / (to - from);
    for (const [x, y, label] of plane.points) dot(context, at(plane.x, x), SIDE - at(plane.y, y), label);
  }
  const says = `${name}: decision boundary (${classes.map((own, k) => `${own} ${k % 2 === 0 ? '●' : '■'}`).join(', ')})`;
  return figure(canvas, says, regionTable(points, plane, classes));
}

/** A test row: round where its class is even, square where it is odd. */
function dot(context: CanvasRenderingContext2D, x: number, y: number, label: number): void {
  context.beginPath();
  if (label % 2 === 0) context.arc(x, y, 3, 0, 2 * Math.PI);
  else context.rect(x - 2.5, y - 2.5, 5, 5);
  context.fillStyle = css(classColour(label));
  context.strokeStyle = '#fff';
  context.fill();
  context.stroke();
}

/** Bytes as pixels, each of its colour. */
function imageOf(bytes: Uint8Array, width: number, palette: readonly Colour[]): ImageData {
  const image = new ImageData(width, bytes.length / width);
  bytes.forEach((byte, i) => image.data.set([...(palette[byte] ?? []), 255], 4 * i));
  return image;
}

function named(label: string, width: number, height: number): HTMLCanvasElement {
  return element('canvas', { role: 'img', 'aria-label': label, width, height });
}

function figure(canvas: HTMLCanvasElement, says: string, table: HTMLElement): HTMLElement {
  return element('figure', { class: 'inside' }, element('figcaption', {}, says), canvas, element('details', {}, element('summary', {}, 'In numbers'), table));
}
