/** A page's sections by name: every heading of the second level has an id of its own, and a list links to them. */
export interface WithContents {
  readonly html: string;
  readonly contents: string;
}

const HEADING = /<h2(?: id="([^"]*)")?>(.*?)<\/h2>/g;

/** @param html as `blocksHtml` made it */
export function withContents(html: string): WithContents {
  const links: string[] = [];
  const taken = new Set<string>();
  const marked = html.replace(HEADING, (_, own: string | undefined, words: string) => {
    const id = free(own ?? 'section', taken);
    links.push(`<li><a href="#${id}">${words}</a></li>`);
    return `<h2 id="${id}">${words}</h2>`;
  });
  return { html: marked, contents: `<nav aria-label="Contents"><details open><summary>Contents</summary><ol>${links.join('\n')}</ol></details></nav>` };
}

/** 'result', or, where that is taken, 'result-2'. */
function free(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
}
