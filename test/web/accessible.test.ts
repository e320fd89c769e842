import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { run } from './diagnosing.ts';
import { type Opened, onDisk, open } from './opened.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
declare const axe: { run(): Promise<AxeResults> };

/** What axe-core finds, by rule and place. */
async function found(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

type Act = (opened: Opened) => Promise<unknown>;
const nothing: Act = async () => undefined;
const refused: Act = async (opened) => {
  await opened.page.locator('.cm-content').fill('const a = ;');
  return run(opened);
};
const settings: Act = ({ page }) => page.locator('summary').first().click();
const train: Act = async ({ page }) => {
  await page.locator('#train').click();
  await page.locator('.chart').first().waitFor();
};

const compared: Act = async (opened) => {
  await settings(opened);
  await opened.page.locator('input[name="epochs"]').fill('2');
  await opened.page.locator('#train').click();
  await opened.page.locator('.verdict').first().waitFor();
};

const drawn: Act = async (opened) => {
  await opened.page.locator('#set').selectOption('moons');
  await compared(opened);
  await opened.page.locator('.inside summary').first().click();
};

const PAGES: [string, string, Act][] = [
  ['index.html', 'as it opens', nothing],
  ['index.html', 'with its settings', settings],
  ['index.html', 'with a diagnosis', run],
  ['index.html', 'with a program that does not parse', refused],
  ['compare.html', 'with its settings', settings],
  ['compare.html', 'with a result', compared],
  ['compare.html', 'with pictures', drawn],
  ['explain.html', 'with its curves', ({ page }) => page.locator('.chart').first().waitFor()],
  ['learn/index.html', 'as it opens', nothing],
  ['learn/MLP305-mean-twice.html', 'with its curves', train],
  ['learn/vocabulary.html', 'as it opens', nothing],
  ['learn/bring-your-network.html', 'as it opens', nothing],
  ['learn/first-comparison.html', 'as it opens', nothing],
  ['learn/settings.html', 'as it opens', nothing],
  ['learn/api.html', 'as it opens', nothing],
];

describe.skipIf(!hasChromium)(inChromium('no page keeps anybody out'), { timeout: 60_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  const cases = PAGES.flatMap(([name, state, act]) => (['light', 'dark'] as const).map((scheme) => ({ name, state, scheme, act })));

  it.each(cases)('axe-core finds nothing on $name $state, $scheme', async ({ name, act, scheme }) => {
    const opened = await open(browser, onDisk(name), { colorScheme: scheme });
    await act(opened);
    expect(await found(opened.page)).toEqual([]);
    await opened.page.context().close();
  });

  it.each(PAGES)('%s %s is no wider than a phone of 360 pixels', async (name, _state, act) => {
    const opened = await open(browser, onDisk(name), { viewport: { width: 360, height: 780 } });
    await act(opened);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await opened.page.context().close();
  });

  it('a diagnosis is had by keyboard alone, and is announced', async () => {
    const { page } = await open(browser, onDisk('index.html'));
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('#announced:has-text("two mistakes found")').waitFor();
    await page.keyboard.press('Tab'); // leaves the editor
    expect(await page.locator('.cm-content:focus').count()).toBe(0);
    await page.context().close();
  });
});
