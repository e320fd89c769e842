import { parseHTML } from 'linkedom';

/** What a page is made of, its words aside. */
export interface MarkupFacts {
  /** How often every element occurs. */
  readonly elements: Readonly<Record<string, number>>;
  readonly attributes: readonly string[];
  /** Where links and pictures lead, each once; a picture within the page is 'data:', a place in it '#'. */
  readonly targets: readonly string[];
}

/** The page as a parser sees it; a fragment is put into one. */
export function factsOf(html: string): MarkupFacts {
  const { document } = parseHTML(/^<!doctype/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
  const all = [...document.querySelectorAll('*')];
  const elements: Record<string, number> = {};
  for (const { tagName } of all) elements[tagName.toLowerCase()] = (elements[tagName.toLowerCase()] ?? 0) + 1;
  const targets = all.flatMap((element) => ['href', 'src', 'xlink:href', 'action'].map((name) => element.getAttribute(name) ?? ''));
  return {
    elements,
    attributes: distinct(all.flatMap((element) => element.getAttributeNames())),
    targets: distinct(targets.map((target) => target.replace(/^data:image\/png;base64,.*/, 'data:').replace(/^#[a-z0-9-]*$/, '#'))),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
