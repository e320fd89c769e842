import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { numbersOf, results, train } from './comparing.ts';
import { onDisk, open } from './opened.ts';

describe.skipIf(!hasChromium)(inChromium('a comparison while it trains'), { timeout: 120_000 }, () => {
  let browser: Browser;
  const address = onDisk('compare.html');

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  /** Where it stands after a click, which moves it. */
  const standing = async (page: Page, button: string) => {
    const before = await page.locator('#state').textContent();
    await page.locator(`${button}:not([disabled])`).click();
    const after = page.locator(`#state:has-text("Paused before"):not(:text-is("${before}"))`);
    const [, epoch, batch, of] = /epoch (\d+) of \d+, batch (\d+) of (\d+)/.exec((await after.textContent()) ?? '') ?? [];
    return { epoch: Number(epoch), batch: Number(batch), of: Number(of) };
  };

  it('goes on by a batch or an epoch while it is paused, both networks to the same step, and comes to the same numbers', async () => {
    const settings = { epochs: '400', hidden: '8' }; // more than are trained before a click arrives
    const { page } = await open(browser, address);
    await train(page, settings, 'wasm');
    const first = await standing(page, '#pause');
    const second = await standing(page, '#batch');
    expect((second.epoch - 1) * second.of + second.batch).toBe((first.epoch - 1) * first.of + first.batch + 1);
    expect(await standing(page, '#epoch')).toEqual({ epoch: second.epoch + 1, batch: 1, of: second.of });
    expect(await page.locator('#results').isVisible()).toBe(false);
    expect(await page.locator('.keys-of').first().locator('span').count()).toBe(2);
    await page.locator('#pause').click();
    const held = numbersOf(await results(page));
    const other = await open(browser, address);
    await train(other.page, settings, 'wasm');
    expect(held).toEqual(numbersOf(await results(other.page)));
    await Promise.all([page.context().close(), other.page.context().close()]);
  });

  it('tells how far the networks are apart, tensor by tensor, and what rounding allows', async () => {
    const { page } = await open(browser, address);
    await train(page, { epochs: '2000', hidden: '8' }, 'wasm');
    await standing(page, '#pause');
    const rows = page.locator('.live tbody tr');
    expect(await rows.locator('th').allTextContents()).toEqual(['dW1', 'db1', 'dW2', 'db2']);
    for (const row of await rows.all()) {
      const [difference = NaN, tolerance = NaN, largest = NaN] = (await row.locator('td').allTextContents()).map(Number);
      expect(difference).toBeLessThanOrEqual(tolerance);
      expect(largest).toBeGreaterThanOrEqual(difference);
    }
    const step = await page.locator('.live .good').textContent();
    await page.locator('#epoch').click();
    await page.locator(`.live .good:not(:text-is("${step}"))`).waitFor();
    await page.context().close();
  });

  it('draws the decision boundary of two features, those of a reader’s own file too, with a table behind it', async () => {
    const { page, errors } = await open(browser, address);
    const rows = Array.from({ length: 120 }, (_, r) => `${Math.sin(r)},${Math.cos(3 * r)},${Math.sin(r) > 0 ? 'yes' : 'no'}`);
    await page.locator('#file').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(['east,north,label', ...rows].join('\n')) });
    await train(page, { epochs: '30', hidden: '8' }, 'wasm');
    const { plan } = await results(page);
    expect(await page.locator('.live .good').textContent()).toContain(`step ${plan.steps},`); // what was checked in the end stands there, too
    const canvases = page.locator('.inside canvas');
    expect(await canvases.count()).toBe(2);
    expect(await canvases.first().getAttribute('aria-label')).toBe('The class that scratch says at every point of east and north, with test rows');
    await page.locator('.inside summary').first().click();
    const shares = await page.locator('.inside').first().locator('tbody td:nth-child(2)').allTextContents();
    for (const share of shares) expect(Math.abs(parseFloat(share) - 50)).toBeLessThan(5); // half of the plane lies to the west
    const [west, east] = await canvases.first().evaluate((canvas: HTMLCanvasElement) => {
      const at = (x: number) => [...(canvas.getContext('2d')?.getImageData(x, 5, 1, 1).data ?? [])].join();
      return [at(5), at(315)];
    });
    expect(west).not.toBe(east);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('draws the weights of the first layer, where rows are images', async () => {
    const { page } = await open(browser, address);
    await page.locator('#set').selectOption('digits');
    await train(page, { epochs: '200', hidden: '12' }, 'wasm');
    const canvas = page.locator('.inside canvas').first();
    await canvas.waitFor();
    const pixels = () => canvas.evaluate((drawn: HTMLCanvasElement) => drawn.toDataURL());
    const early = await pixels();
    expect(await page.locator('.inside figcaption').allTextContents()).toEqual([expect.stringMatching(/^scratch: /), expect.stringMatching(/^tfjs: /)]);
    expect(await canvas.evaluate(({ width, height }: HTMLCanvasElement) => [width, height])).toEqual([71, 17]); // 8 across, two lines
    await page.waitForFunction((before) => document.querySelector<HTMLCanvasElement>('.inside canvas')?.toDataURL() !== before, early);
    expect(await page.locator('.inside').first().locator('tbody tr').count()).toBe(12);
    await page.context().close();
  });
});
