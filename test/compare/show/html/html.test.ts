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
const html = htmlReport(comparison, markdown, pictures);
const folder = await mkdtemp(join(tmpdir(), 'report-'));
afterAll(() => rm(folder, { recursive: true }));

describe('report.html', () => {
  it('asks nothing of any network', () => {
    expect(html).not.toMatch(/\b(src|href)="(?!data:|[\w./-]+")/);
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
    expect(count('h2')).toBe(markdown.match(/^## /gm)!.length);
    expect(count('main table')).toBe(markdown.match(/^\| :?-/gm)!.length + 1); // and that of the chosen epoch
    expect(count('figure svg[role="img"][aria-label]')).toBe(Object.values(pictures).flat().length);
    expect(count('html[lang]')).toBe(1);
    for (const heading of document.querySelectorAll('h1, h2, h3')) expect(heading.textContent).not.toBe('');
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
    expect(shown).toHaveLength(9);
    expect(files.sort()).toEqual(['report.html', 'report.md', 'results.json', ...shown].sort());
    const again = await readResults(join(folder, 'results.json'));
    expect(htmlReport(again, markdownReport(again, drawPictures(again)), drawPictures(again))).toBe(await readFile(join(folder, 'report.html'), 'utf8'));
  });

  it('of 50 epochs, 3150 steps and two networks is under 1 MB', async () => {
    await writeReport(folder, sampleComparison({ epochs: 50, steps: 3150 }));
    const sizes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size));
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(1e6);
  });
});
