import { parseHTML } from 'linkedom/worker'; // in one file: a seventh of the time to load

/** What is used here of an element, of a browser's or of the stand-in. */
export interface SvgNode {
  setAttribute(name: string, value: string): void;
  append(...nodes: SvgNode[]): void;
  remove(): void;
  querySelector(selector: string): SvgNode | null;
  textContent: string;
  readonly outerHTML: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** Makes elements of one drawing. */
export interface Drawing {
  readonly document: unknown; // for a library that makes elements itself
  element(name: string, attributes: Attributes, ...children: SvgNode[]): SvgNode;
  /** Words that may come from a file or a user: the DOM escapes them. */
  text(words: string, attributes: Attributes): SvgNode;
}

export const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** A new document to draw in, without a browser. */
export function newDrawing(): Drawing {
  const { document } = parseHTML('<html><body></body></html>');
  const element: Drawing['element'] = (name, attributes, ...children) => {
    const node = document.createElementNS(SVG_NAMESPACE, name) as unknown as SvgNode;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, escapeAttribute(String(value)));
    node.append(...children);
    return node;
  };
  const text: Drawing['text'] = (words, attributes) => {
    const node = element('text', attributes);
    node.textContent = words;
    return node;
  };
  return { document, element, text };
}

/** The stand-in writes attributes as they are but for the quotation mark; in XML '&' and '<' must be escaped too. */
function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
