import { DOMParser } from 'linkedom';

interface Element {
  readonly tagName: string;
  readonly textContent: string;
  readonly parentElement: Element | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): ArrayLike<Element> & Iterable<Element>;
}

/** The SVG read again, as XML. */
export function parseSvg(svg: string): Element {
  return new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement as unknown as Element;
}

export function textsOf(svg: string): string[] {
  return [...parseSvg(svg).querySelectorAll('text')].map(({ textContent }) => textContent);
}

/** The `d` of every line that a plot drew, in the order drawn. */
export function linesOf(svg: string): string[] {
  const paths = [...parseSvg(svg).querySelectorAll('[aria-label="line"] path')];
  const isInside = ({ parentElement }: Element) => parentElement?.getAttribute('stroke')?.endsWith('-core)'); // of a broad line
  return paths.filter((path) => !isInside(path)).map((path) => path.getAttribute('d') ?? '');
}
