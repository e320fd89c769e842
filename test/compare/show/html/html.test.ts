import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../../../compare/cli/report/write.ts';
import { readResults } from '../../../../compare/results/file.ts';
import { htmlReport } from '../../../../compare/show/html/html.ts';
import { curveData } from '../../../../compare/show/html/interactive.ts';
import { markdownReport } from '../../../../compare/show/markdown/markdown.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { sampleComparison } from '../pictures/sample.ts';

const comparison = sampleComparison();
const pictures = drawPictures(comparison);
const markdown = markdownReport(comparison, pictures);
const html = htmlReport(comparison, pictures);
const folder = await mkdtemp(join(tmpdir(), 'report-'));
afterAll(() => rm(folder, { recursive: true }));

describe('report.html', () => {
  it('asks nothing of any network', () => {
    expect(html).not.toMatch(/\b(src|href)="(?!data:|#?[\w./-]+")/);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|url\(/);
    expect(html).not.toMatch(/<link|<iframe/);
  });

  it('lets only its own script run, by its hash', () => {
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script!);
    expect(scripts).toHaveLength(1);
    expect(html).toContain(`script-src 'sha256-${createHash('sha256').update(scripts[0]!).digest('base64')}'`);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script>alert/);
    expect(html.slice(html.indexOf('</style>'))).not.toMatch(/<[^>]*\son\w+=/);
  });

  it('has all sections, tables and pictures of report.md', () => {
    const { document } = parseHTML(html);
    const count = (selector: string) => document.querySelectorAll(selector).length;
    expect(count('h1')).toBe(1);
    const sections = markdown.match(/^## .*/gm)!;
    expect(count('h2')).toBe(sections.length - 1); // every epoch in numbers is with its picture
    expect(sections).toContain('## Epochs');
    expect(count('figure svg[role="img"][aria-label]')).toBe(Object.values(pictures).flat().length);
    expect(count('html[lang]')).toBe(1);
    for (const heading of document.querySelectorAll('h1, h2, h3')) expect(heading.textContent).not.toBe('');
  });

  it('has every figure’s numbers as a table with a caption, and a sentence on how to read it', () => {
    const figures = [...parseHTML(html).document.querySelectorAll('figure')];
    expect(figures).toHaveLength(Object.values(pictures).flat().length);
    for (const figure of figures) {
      const name = figure.getAttribute('data-picture')!;
      expect(figure.querySelector('figcaption')!.textContent, name).toMatch(/^[A-Z].{40,}[.?]$/);
      expect(figure.getAttribute('aria-labelledby'), name).toBe(figure.querySelector('figcaption')!.id);
      const table = figure.querySelector('details table')!;
      expect(table.querySelector('caption')!.textContent.length, name).toBeGreaterThan(10);
      const widths = [...table.querySelectorAll('tr')].map((row) => row.children.length);
      expect(widths.length, name).toBeGreaterThan(1);
      expect(new Set(widths).size, name).toBe(1);
      expect(table.textContent, name).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('lists its sections, each linked to by an id of its own, with headings in order', () => {
    const { document } = parseHTML(html);
    const links = [...document.querySelectorAll('nav a')].map((link) => [link.getAttribute('href'), link.textContent]);
    expect(links).toEqual([...document.querySelectorAll('h2')].map((heading) => [`#${heading.id}`, heading.textContent]));
    expect(new Set(links.map(([href]) => href)).size).toBe(links.length);
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('stays within a megabyte, however long four networks are trained', () => {
    const long = sampleComparison({ epochs: 10_000, names: ['scratch', 'tfjs', 'torch', 'mine'], steps: 4000 });
    expect(Buffer.byteLength(htmlReport(long))).toBeLessThan(1_000_000);
    const { epochs } = curveData(long);
    expect([epochs.length, epochs[1]! - epochs[0]!, epochs.at(-1)]).toEqual([501, 20, 10_000]);
  });

  it('has a labelled slider over the epochs, which stays hidden where no script runs', () => {
    const { document } = parseHTML(html);
    expect(document.querySelector('#explorer')?.hasAttribute('hidden')).toBe(true);
    expect(document.querySelector('label[for="epoch"]')?.textContent).toBe('Epoch');
    expect(document.querySelector('#epoch')?.getAttribute('max')).toBe('4');
  });

  it('gives its script null where a network has no finite value', () => {
    const [first, second] = comparison.networks;
    const cut = { ...comparison, networks: [first!, { ...second!, epochs: second!.epochs.slice(0, 2).map((e) => ({ ...e, trainLoss: NaN })) }] };
    expect(curveData(cut).epochs).toEqual([1, 2, 3, 4, 5]);
    expect(curveData(cut).networks[1]!.trainLoss).toEqual([null, null, null, null, null]);
    expect(curveData(cut).networks[1]!.validationAccuracy?.slice(2)).toEqual([null, null, null]);
  });
});

describe('a report on disk', () => {
  it('is all there, every picture that report.md shows beside it, and can be made again from results.json', async () => {
    await writeReport(folder, comparison);
    const files = await readdir(folder);
    const shown = [...markdown.matchAll(/\]\(([\w.-]+\.svg)\)/g)].map(([, file]) => file!);
    expect(shown).toHaveLength(16);
    expect(files.sort()).toEqual(['report.html', 'report.md', 'results.json', ...shown].sort());
    const again = await readResults(join(folder, 'results.json'));
    expect(htmlReport(again)).toBe(await readFile(join(folder, 'report.html'), 'utf8'));
  });

  it('of 50 epochs, 3150 steps and two networks is under 1 MB', async () => {
    await writeReport(folder, sampleComparison({ epochs: 50, steps: 3150 }));
    const sizes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size));
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(1e6);
  });
});
