import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODES } from '../../compare/diagnose/catalogue/codes.ts';
import { nameOf } from '../../compare/show/markdown/mistakes.ts';
import { SITE } from '../../web/build/site.ts';
import { GUIDES, LEFT_OUT } from '../../web/learn/guides.ts';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { root } from '../sources.ts';
import { run } from './diagnosing.ts';
import { onDisk, open } from './opened.ts';

const ids = Object.fromEntries(Object.entries(CODES).map(([id, code]) => [code, id]));
const pageOf = (code: string) => `learn/${nameOf({ code, id: ids[code] ?? '' })}.html`;

describe.skipIf(!hasChromium)(inChromium('what is to be read'), { timeout: 60_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  it('has a page for every code', () => {
    expect(Object.values(CODES).filter((code) => !existsSync(join(SITE, pageOf(code))))).toEqual([]);
  });

  it('has every guide of docs/, but for those that are left out with a word', () => {
    const documents = readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [name.slice(0, -3)] : []));
    expect([...GUIDES, ...Object.keys(LEFT_OUT)].sort()).toEqual(documents.sort());
    expect(GUIDES.filter((name) => !existsSync(join(SITE, 'learn', `${name}.html`)))).toEqual([]);
  });

  it('has everything that programs import, each with its declaration', async () => {
    const { page } = await open(browser, onDisk('learn/api.html'));
    const declarations = (await page.locator('pre').allTextContents()).join('\n');
    for (const name of ['compare', 'diagnose', 'explain', 'Fault', 'defineNetwork', 'toTrainLikeTheReference']) {
      expect(await page.locator(`h3#${name.toLowerCase()}`).count()).toBe(1);
      expect(declarations).toMatch(new RegExp(`export declare (?:async )?(?:function|class) ${name}\\b`));
    }
    await page.context().close();
  });

  it('has no link within the site that leads nowhere', async () => {
    const { page } = await open(browser, onDisk('learn/index.html'));
    const links = () => page.locator('main a[href]').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href.replace(/#.*/, '')));
    const names = [...new Set(await links())].filter((url) => url.startsWith('file:'));
    const missing: string[] = names.filter((url) => !existsSync(new URL(url)));
    for (const name of [...GUIDES.map((guide) => `learn/${guide}.html`), pageOf('MLP305')]) {
      await page.goto(onDisk(name));
      missing.push(
        ...(await page.evaluate(() =>
          [...document.querySelectorAll('main a[href^="#"]')].flatMap((a) =>
            document.querySelector(decodeURI(a.getAttribute('href') ?? '')) ? [] : (a as HTMLAnchorElement).href,
          ),
        )),
      );
      missing.push(...(await links()).filter((url) => url.startsWith('file:') && !existsSync(new URL(url))));
    }
    expect(names.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
    await page.context().close();
  });

  it('finds mistakes by words, and says how many', async () => {
    const { page } = await open(browser, onDisk('learn/index.html'));
    await page.locator('#words').fill('mean twice');
    expect(await page.locator('#mistakes li:visible a').allTextContents()).toContain('MLP305The mean over the batch is taken twice.');
    expect(await page.locator('#mistakes li:visible').count()).toBeLessThan(15);
    await page.locator('#words').fill('MLP305');
    expect(await page.locator('#found').textContent()).toBe('1 mistake');
    await page.locator('#words').fill('no such thing');
    expect(await page.locator('#mistakes li:visible').count()).toBe(0);
    expect(await page.locator('#found').textContent()).toBe('0 mistakes');
    await page.context().close();
  });

  it('trains right and wrong beside each other: the mean taken twice learns less in as many steps', async () => {
    const { page, errors } = await open(browser, onDisk(pageOf('MLP305')));
    await page.locator('#train').click();
    const accuracy = page.locator('.chart:nth-of-type(2) svg, .chart svg').last();
    const [, right, wrong] = /right: (\d+) %, wrong: (\d+) %/.exec((await accuracy.getAttribute('aria-label')) ?? '') ?? [];
    expect(Number(right)).toBeGreaterThan(90);
    expect(Number(wrong)).toBeLessThan(Number(right) - 10);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('says of a wrong sign that it diverges', async () => {
    const { page } = await open(browser, onDisk(pageOf('MLP307')));
    await page.locator('#train').click();
    expect(await page.locator('.keys-of .wrong').first().textContent()).toMatch(/diverged in epoch \d+$/);
    await page.context().close();
  });

  it.each([
    ['MLP907', 'Both curves are the same'],
    ['MLP218', 'it has no one curve'],
  ])('says where a mistake, %s, has no curve of its own', async (code, says) => {
    const { page } = await open(browser, onDisk(pageOf(code)));
    await page.locator('#train').click();
    await page.locator(`#curve:has-text("${says}")`).waitFor({ timeout: 10_000 });
    await page.context().close();
  });

  it.each(['MLP305', 'MLP401', 'MLP236', 'MLP804'])('the wrong network of %s, opened in the editor, is diagnosed as that', async (code) => {
    const opened = await open(browser, onDisk(pageOf(code)));
    await opened.page.locator('a.button').click();
    await opened.page.locator('#came').waitFor();
    await run(opened);
    expect(await opened.page.locator('.finding a').first().textContent()).toContain(code);
    await opened.page.context().close();
  });
});
