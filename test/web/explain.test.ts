import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { onDisk, open } from './opened.ts';

describe.skipIf(!hasChromium)(inChromium('the page that tells where a gap comes from'), { timeout: 60_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  const told = (page: Page, name: string) => page.locator(`[data-told="${name}"]`).first().textContent();
  const points = async (page: Page) => (await page.locator('#gap td').allTextContents()).map(Number);

  it('computes the gap, and parts that add up to it: all of it is the mean that is taken twice', async () => {
    const { page, errors } = await open(browser, onDisk('explain.html'));
    await page.locator('.chart').first().waitFor();
    const [right = NaN, wrong = NaN, ...shares] = await points(page);
    expect(right - wrong).toBeGreaterThan(10);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(right - wrong, 0);
    expect(Math.max(...shares)).toBeCloseTo(right - wrong, 0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('undoes the mistake by the learning rate, where every batch is full', async () => {
    const { page } = await open(browser, onDisk('explain.html'));
    await page.locator('.chart').first().waitFor();
    expect(await told(page, 'realRate')).toBe('0.1/64 = 0.001563');
    expect(await told(page, 'full')).toBe('0, to the last digit'); // what a power of two takes away it gives back
    expect(Number(await told(page, 'all'))).toBeGreaterThan(0.01);
    await page.context().close();
  });

  it('has no gap in batches of one', async () => {
    const { page } = await open(browser, onDisk('explain.html'));
    await page.locator('input[value="1"]').check();
    await page.locator('#announced:has-text("batches of 1.")').waitFor();
    const [right, wrong] = await points(page);
    expect(wrong).toBe(right);
    await page.context().close();
  });
});
