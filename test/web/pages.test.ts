import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { onDisk, open, type Served, serveSite } from './opened.ts';

const PAGES = ['index.html', 'compare.html', 'explain.html', 'learn/index.html'];

describe.skipIf(!hasChromium)(inChromium('every page of the site'), { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serveSite()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const ways: [string, (name: string) => string][] = [
    ['from a server', (name) => served.address + name],
    ['from a disk', onDisk],
  ];

  it.each(ways.flatMap(([way, address]) => PAGES.map((name) => [name, way, address] as const)))('%s opens %s without an error', async (name, _way, address) => {
    const { page, errors, requests } = await open(browser, address(name));
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('nav a[aria-current=page]').count()).toBe(1);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(address('')) && !url.startsWith('blob:'))).toEqual([]);
    await page.context().close();
  });

  it.each(ways)('the navigation leads from page to page, %s', async (_way, address) => {
    const { page } = await open(browser, address('index.html'));
    for (const name of ['Compare', 'Explain', 'Learn', 'Diagnose']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.locator(`nav a[aria-current=page]:text-is("${name}")`).waitFor();
    }
    await page.context().close();
  });

  it('the first Tab leads past the navigation', async () => {
    const { page } = await open(browser, onDisk('index.html'));
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('main');
    await page.context().close();
  });

  it('the colours that were chosen hold on the next page', async () => {
    const { page } = await open(browser, served.address);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.locator('#theme').click(); // light, as the system has it
    await page.locator('#theme').click(); // dark
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.goto(`${served.address}learn/index.html`);
    expect(await background()).toBe(dark);
    await page.context().close();
  });

  it('is there without a network once it was opened', async () => {
    const { page, errors } = await open(browser, served.address);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    for (const name of PAGES) {
      await page.goto(served.address + name);
      expect(await page.locator('h1').count()).toBe(1);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
