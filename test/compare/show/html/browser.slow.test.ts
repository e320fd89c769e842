import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../../../compare/cli/report/write.ts';
import type { NetworkResult } from '../../../../compare/results/schema.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { sampleComparison } from '../pictures/sample.ts';
import { hasChromium, inChromium, launchChromium } from './chromium.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const comparison = sampleComparison({ epochs: 11 });

/** Losses that fall by half in every epoch. */
function halved(record: NetworkResult['epochs'][number]): NetworkResult['epochs'][number] {
  return { ...record, trainLoss: 2 ** -record.epoch, validationLoss: 2 ** -record.epoch };
}

describe.skipIf(!hasChromium)(inChromium('report.html'), () => {
  let browser: Browser;
  let folder: string;
  const seen = { errors: [] as string[], requests: [] as string[] };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-'));
    await writeReport(folder, comparison);
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  const fileUrl = (file: string) => pathToFileURL(join(folder, file)).href;

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 900, height: 1200 }, ...options })).newPage();
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && seen.errors.push(message.text()));
    page.on('pageerror', (error) => seen.errors.push(error.message));
    page.on('request', (request) => seen.requests.push(request.url()));
    await page.goto(fileUrl('report.html'));
    return page;
  }

  const cells = (page: Page, row: number) => page.locator(`#explorer tbody tr:nth-child(${row}) td`).allTextContents();
  /** Where each panel's cursor stands, as a share of its frame: 0 at the first epoch, 1 at the last. */
  const cursors = (page: Page) =>
    page.locator('line.cursor').evaluateAll((lines) =>
      lines.map((line) => {
        const { ownerSVGElement } = line as unknown as { ownerSVGElement: { querySelectorAll(s: string): Iterable<BrowserElement> } };
        const x = (line as unknown as BrowserElement).getBoundingClientRect().left;
        const boxes = [...ownerSVGElement.querySelectorAll('[aria-label="frame"] rect')].map((rect) => rect.getBoundingClientRect());
        const box = boxes.find(({ left, right }) => x >= left - 2 && x <= right + 2)!;
        return Math.round(((x - box.left) / (box.right - box.left)) * 100) / 100;
      }),
    );
  interface BrowserElement {
    getBoundingClientRect(): { left: number; right: number };
  }

  it('takes the slider through the epochs by keyboard, with the table and all four panels', async () => {
    const page = await open();
    expect(await page.locator('#explorer output').textContent()).toBe('11 of 11');
    await page.locator('#epoch').focus();
    await page.keyboard.press('Home');
    expect(await page.locator('#explorer output').textContent()).toBe('1 of 11');
    expect(await cells(page, 1)).toEqual(['1.0000', '0.5000', '1.1000', '0.4500']);
    expect(await cursors(page)).toEqual([0, 0, 0, 0]);
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    expect(await page.locator('#explorer output').textContent()).toBe('6 of 11');
    expect(await cells(page, 2)).toEqual(['0.1667', '0.8571', '0.1833', '0.8429']);
    expect(await cursors(page)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(await page.locator('#epoch').getAttribute('aria-valuetext')).toContain('epoch 6: scratch validation accuracy 0.8429');
  });

  it('is reached by Tab alone, with a name that a screen reader says', async () => {
    const page = await open();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.id')) === 'epoch') break;
    }
    expect(await page.evaluate('document.activeElement.id')).toBe('epoch');
    expect(await page.getByRole('slider', { name: 'Epoch' }).count()).toBe(1);
    expect(await page.getByRole('img').count()).toBe(Object.values(drawPictures(comparison)).flat().length);
  });

  it('follows the pointer over a curve and says what is there', async () => {
    const page = await open();
    const frame = page.locator('[data-picture="loss.svg"] [aria-label="frame"] rect').nth(1); // validation rows
    await frame.scrollIntoViewIfNeeded();
    const box = (await frame.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.21, box.y + box.height / 2);
    expect(await page.locator('.tip').isVisible()).toBe(true);
    expect((await page.locator('.tip').textContent())!.split('\n')).toEqual(['epoch 3', 'scratch  0.3667', expect.stringContaining('<script>')]);
    expect(await page.locator('#explorer output').textContent()).toBe('3 of 11');
    await page.mouse.move(2, 2);
    expect(await page.locator('.tip').isVisible()).toBe(false);
  });

  it('lets the slider stand where it is: at no height of the window does it cover anything', async () => {
    for (const height of [600, 900, 1600]) {
      const page = await open({ viewport: { width: 900, height } });
      const covering = await page.evaluate(`(() => {
        const explorer = document.getElementById('explorer');
        const found = [];
        for (let y = 0; y < document.documentElement.scrollHeight; y += 200) {
          scrollTo(0, y);
          const { top, bottom } = explorer.getBoundingClientRect();
          const others = [...document.querySelectorAll('h1, h2, p, table, figure, pre')].filter((other) => !explorer.contains(other) && other.checkVisibility());
          found.push(...others.map((other) => other.getBoundingClientRect()).filter((box) => box.height > 0 && box.top < bottom && box.bottom > top));
        }
        return found.length;
      })()`);
      expect(covering, `${height} px`).toBe(0);
    }
  });

  it('prints no slider and no cursor, and cuts off neither a wide table nor a long command', async () => {
    const long = { ...comparison, command: `npm run compare -- --train ${'a/long/path/'.repeat(20)}rows.csv` };
    await writeReport(folder, long);
    const page = await open({ viewport: { width: 680, height: 900 } }); // about A4 between its margins
    expect(await page.locator('#explorer').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`document.querySelectorAll('details:not(.numbers)').forEach((details) => { details.open = true; })`);
    expect(await page.locator('#explorer').isVisible()).toBe(false);
    expect(
      await page
        .locator('.cursor')
        .evaluateAll((lines) => lines.filter((line) => (line as unknown as BrowserElement).getBoundingClientRect().right > 0).length),
    ).toBe(0);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('table, pre, code, svg.mlp')].filter((box) => box.getBoundingClientRect().right > innerWidth).map((box) => box.tagName + ': ' + box.textContent.slice(0, 60))`,
      ),
    ).toEqual([]);
    expect(await page.evaluate(`[...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth).length`)).toBe(0);
    await writeReport(folder, comparison);
  });

  it('prints each picture on one page with how it is read, and two to a page', async () => {
    const page = await open();
    await page.emulateMedia({ media: 'print' });
    const heights = (await page.evaluate(`[...document.querySelectorAll('figure')].map((figure) => figure.getBoundingClientRect().height)`)) as number[];
    const A4 = (297 - 2 * 12) * (96 / 25.4); // px, between margins of 12 mm
    expect(heights.length).toBeGreaterThan(5);
    expect(Math.max(...heights)).toBeLessThan(A4 / 2);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('figure')).breakInside`)).toBe('avoid');
  });

  it('shows a span of epochs larger, by keyboard and by dragging, and the whole again', async () => {
    const page = await open();
    const strokes = () =>
      page.locator('[data-picture="loss.svg"] .again polyline').evaluateAll((lines) => lines.map((line) => line.getAttribute('points')!.split(' ').length));
    await page.locator('#from').fill('9');
    await page.keyboard.press('Tab');
    expect(await strokes()).toEqual([3, 3, 3, 3, 3, 3]); // epochs 9, 10 and 11 of two networks, the first in two strokes, in two panels
    expect(await page.locator('[data-picture="loss.svg"] [aria-label="line"]').first().isVisible()).toBe(false);
    await page.locator('#to').fill('2'); // before the first: the same span, the other way round
    await page.keyboard.press('Tab');
    expect([await page.locator('#from').inputValue(), await page.locator('#to').inputValue()]).toEqual(['2', '9']);
    await page.locator('#from').fill('99'); // beyond the last: the last
    await page.keyboard.press('Tab');
    expect([await page.locator('#from').inputValue(), await page.locator('#to').inputValue()]).toEqual(['9', '11']);
    await page.getByRole('button', { name: 'The whole training' }).click();
    expect(await strokes()).toEqual([]);
    expect(await page.locator('[data-picture="loss.svg"] [aria-label="line"]').first().isVisible()).toBe(true);
    const frame = page.locator('[data-picture="loss.svg"] [aria-label="frame"] rect').first();
    await frame.scrollIntoViewIfNeeded();
    const box = (await frame.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.9, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.41, box.y + 30, { steps: 3 });
    await page.mouse.up();
    expect([await page.locator('#from').inputValue(), await page.locator('#to').inputValue()]).toEqual(['5', '10']);
    await page.context().close();
  });

  it('says of an enlarged part on which axis it is', async () => {
    const falling = { ...comparison, networks: comparison.networks.map((network) => ({ ...network, epochs: network.epochs.map(halved) })) };
    await writeReport(folder, falling);
    const page = await open();
    const title = () => page.locator('[data-picture="loss.svg"] svg > text').first().textContent();
    const span = async (from: string, to: string) => {
      await page.locator('#from').fill(from);
      await page.locator('#to').fill(to);
      await page.keyboard.press('Tab');
    };
    expect(await title()).toBe('Loss, on a logarithmic axis');
    await span('9', '11');
    expect(await title()).toBe('Loss');
    await span('1', '10');
    expect(await title()).toBe('Loss, on a logarithmic axis');
    await writeReport(folder, comparison);
  });

  it('has its contents beside it where there is room, folded above it where there is not, and a way past them', async () => {
    const wide = await open({ viewport: { width: 1280, height: 900 } });
    const sides = await wide.evaluate(
      `['nav', 'main'].map((name) => document.querySelector(name).getBoundingClientRect()).map(({ left, right }) => [left, right])`,
    );
    const [[, navRight], [mainLeft]] = sides as [[number, number], [number, number]];
    expect(navRight).toBeLessThanOrEqual(mainLeft);
    await wide.evaluate('scrollTo(0, 2000)');
    expect(await wide.locator('nav a').first().isVisible()).toBe(true);
    expect(await wide.evaluate(`document.querySelector('nav').getBoundingClientRect().top`)).toBe(0);
    const narrow = await open({ viewport: { width: 360, height: 780 } });
    expect(await narrow.locator('nav a').first().isVisible()).toBe(false);
    await narrow.keyboard.press('Tab');
    expect(await narrow.locator(':focus').textContent()).toBe('To the result');
    await narrow.keyboard.press('Enter');
    expect(await narrow.evaluate('document.activeElement.id')).toBe('report');
    await narrow.locator('nav summary').click();
    await narrow.locator('nav a', { hasText: 'Drift' }).click();
    expect(await narrow.locator('nav a').first().isVisible()).toBe(false);
    expect(await narrow.evaluate(`location.hash + Math.round(document.getElementById('drift').getBoundingClientRect().top)`)).toBe('#drift12');
  });

  it('opens what is folded for the printer, but for the numbers of pictures, of which a line says where they are; and folds it again', async () => {
    const page = await open();
    const closed = () => page.locator('details:not([open])').count();
    const before = await closed();
    expect(before).toBeGreaterThan(8);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    const numbers = page.locator('.numbers');
    expect([await closed(), await page.locator('.numbers:not([open])').count()]).toEqual([await numbers.count(), await numbers.count()]);
    await page.emulateMedia({ media: 'print' });
    expect(await numbers.first().locator('table').isVisible()).toBe(false);
    const line = `document.querySelector('.numbers summary')`;
    expect(await page.evaluate(`${line}.textContent + getComputedStyle(${line}, '::after').content`)).toBe('The numbers of this picture" are in the page."');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await closed()).toBe(before);
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('gives axe-core nothing to find: %s, %i px wide, all that is folded open', { timeout: 60_000 }, async (colorScheme, width) => {
    const page = await open({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
    await page.addScriptTag({ path: AXE });
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
    await page.context().close();
  });

  it('does without its script: pictures and tables are there, the slider is not', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('#explorer').isVisible()).toBe(false);
    expect(await page.locator('[data-picture="loss.svg"] .mlp').isVisible()).toBe(true);
  });

  it('fits a narrow screen, and is dark where the system is', async () => {
    const page = await open({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(13, 17, 23)');
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.mlp .card')).fill`)).toBe('rgb(13, 17, 23)');
  });

  it('shows every SVG file as an image, which only sound XML is, and every image inside it', async () => {
    const page = await open();
    for (const { file } of Object.values(drawPictures(comparison)).flat()) {
      await page.goto(fileUrl(file));
      expect(await page.evaluate(`document.querySelector('parsererror')?.textContent ?? document.documentElement.tagName`), file).toBe('svg');
      const sizes = (await page.evaluate(`Promise.all([...document.querySelectorAll('image')].map((image) => new Promise((resolve) => {
        const png = new Image(); png.onload = () => resolve(png.naturalWidth); png.onerror = () => resolve(0); png.src = image.getAttribute('href');
      })))`)) as number[];
      for (const width of sizes) expect(width, file).toBeGreaterThan(1);
    }
  });

  it('asked for nothing but itself, and had nothing to complain of', () => {
    expect(seen.errors).toEqual([]);
    expect(seen.requests.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    expect(seen.requests.length).toBeGreaterThan(5);
  });
});
