import type { Picture, PictureTable } from '../pictures/picture.ts';
import { escapeHtml } from './escape.ts';

/** A picture with how it is read, and its numbers folded beneath it. */
export function figureHtml({ file, alt, svg, read, table }: Picture): string {
  const id = `${file.replace(/\W+/g, '-')}-read`;
  return `<figure data-picture="${escapeHtml(file)}" aria-labelledby="${id}">
<figcaption id="${id}">${escapeHtml(read)}</figcaption>
<div class="picture">${named(svg, alt)}</div>
<details class="numbers"><summary>The numbers of this picture</summary>
${captioned(table)}
</details>
</figure>`;
}

/** In the page an SVG has no alt text beside it: it carries it itself. */
function named(svg: string, alt: string): string {
  return svg
    .replace(/ aria-label="[^"]*"/, () => ` aria-label="${escapeHtml(alt)}"`)
    .replace(' xmlns="http://www.w3.org/2000/svg"', '')
    .trim();
}

/** Tables of so few columns are printed two abreast. */
const NARROW = 4;

function captioned({ caption, head, rows }: PictureTable): string {
  const [of = '', ...heads] = head;
  const columns = heads.map((words, c) => `<th scope="col"${numberClass(rows[0]?.[c + 1])}>${escapeHtml(words)}</th>`);
  const body = rows.map(([name = '', ...cells]) => `<tr><th scope="row"${numberClass(name)}>${escapeHtml(name)}</th>${cells.map(cellHtml).join('')}</tr>`);
  return `<div class="scroll${head.length <= NARROW ? ' narrow' : ''}" tabindex="0" role="group" aria-label="Table"><table><caption>${escapeHtml(caption)}</caption><thead><tr><th scope="col">${escapeHtml(of)}</th>${columns.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

function cellHtml(cell: string): string {
  return `<td${numberClass(cell)}>${escapeHtml(cell)}</td>`;
}

/** Numbers stand to the right. */
function numberClass(cell = ''): string {
  return /^[−–\d][\d.,e−-]*( %)?$/.test(cell) ? ' class="number"' : '';
}
