import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../../compare/results/file.ts';
import { withVisibleNames } from '../../compare/results/visible-names.ts';
import { compare } from '../../compare/run/compare.ts';
import { htmlReport } from '../../compare/show/html/html.ts';
import { parseRunSpec } from '../../src/run/config.ts';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { downloaded, numbersOf, results, train } from './comparing.ts';
import { onDisk, open } from './opened.ts';

const SETTINGS = { epochs: '4', hidden: '8' };

/** To 14 digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'number' ? Number(one.toPrecision(14)) : one));

describe.skipIf(!hasChromium)(inChromium('the page of a comparison'), { timeout: 120_000 }, () => {
  let browser: Browser;
  const address = onDisk('compare.html');

  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  // TensorFlow.js computes losses with the engine's exp and log, which differ in the last bit from one V8 to another; what is written by hand has its own
  it('trains to the same numbers as the command line, and proves parity', async () => {
    const { page, errors, requests } = await open(browser, address);
    await train(page, SETTINGS);
    const there = await results(page);
    expect(await page.locator('.verdict').first().textContent()).toMatch(/^IN PARITY/);
    const spec = parseRunSpec({ ...SETTINGS, data: 'penguins', tfjsRuntime: 'cpu' }, String);
    const here = await compare(spec);
    expect(numbersOf(there)[0]).toEqual(numbersOf(here)[0]);
    expect(rounded(numbersOf(there)[1])).toEqual(rounded(numbersOf(here)[1]));
    expect(numbersOf(there).map(({ test }) => test?.predictions)).toEqual(numbersOf(here).map(({ test }) => test?.predictions));
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });

  it('has TensorFlow.js on wasm where nothing else is asked for, with the bits of the command line’s, and loads no other', async () => {
    const { page, errors, requests } = await open(browser, address);
    expect(await page.locator('select[name="tfjsRuntime"]').inputValue()).toBe('wasm');
    await train(page, SETTINGS, 'wasm');
    const there = await results(page);
    expect(await page.locator('.verdict').first().textContent()).toMatch(/^IN PARITY/);
    expect(there.networks[1]?.description).toBe('TensorFlow.js 4.22.0, wasm (SIMD, one thread), float32');
    const [, here] = numbersOf(await compare(parseRunSpec({ ...SETTINGS, data: 'penguins', tfjsRuntime: 'wasm' }, String)));
    expect(numbersOf(there)[1]?.stepLosses).toEqual(here?.stepLosses);
    expect(numbersOf(there)[1]?.test?.predictions).toEqual(here?.test?.predictions);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => /tfjs-/.test(url))).toEqual([address.replace('compare.html', 'assets/tfjs-wasm.js')]);
    expect(requests.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });

  it('has it on WebGL', async () => {
    const { page, errors } = await open(browser, address);
    await train(page, SETTINGS, 'webgl');
    const { networks } = await results(page);
    expect(networks[1]?.description).toBe('TensorFlow.js 4.22.0, webgl (the graphics processor), float32');
    expect(await page.locator('.verdict').first().textContent()).toMatch(/^IN PARITY/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('says so where the browser does not start it', async () => {
    const without = await launchChromium('--disable-software-rasterizer');
    const { page } = await open(without, address);
    await train(page, SETTINGS, 'webgl');
    await page.locator('.message:text-is("tfjs-runtime webgl: this browser does not start it. Choose wasm or cpu.")').waitFor();
    await without.close();
  });

  it('hands out the command line’s page of a run, byte for byte what results.json gives there', async () => {
    const { page, requests } = await open(browser, address);
    await page.locator('#set').selectOption('moons');
    await train(page, SETTINGS, 'wasm');
    await page.locator('.verdict').first().waitFor();
    expect(requests.some((url) => url.endsWith('/report.js'))).toBe(false);
    const [results, report] = [await downloaded(page, '#results'), await downloaded(page, '#page')];
    const read = await readResults(results);
    const here = await compare(parseRunSpec({ ...SETTINGS, data: 'moons', tfjsRuntime: 'wasm' }, String));
    // pictures of how training went inside, landscapes of the loss among them, to the last bit
    expect(Object.keys(read).sort()).toEqual(Object.keys(here).sort());
    expect(read.inside).toEqual(JSON.parse(JSON.stringify(here.inside)));
    expect(read.command).toBe('npx mlp-compare --data moons --hidden 8 --epochs 4 --tfjs-runtime wasm');
    const html = await readFile(report, 'utf8');
    expect(html).toBe(htmlReport(withVisibleNames(read)));
    const copy = `${report}.html`;
    await writeFile(copy, html);
    const opened = await open(browser, pathToFileURL(copy).href);
    expect(await opened.page.locator('h1').textContent()).toContain('moons');
    expect(await opened.page.locator('main').textContent()).toContain('IN PARITY');
    expect(await opened.page.locator('figure svg').count()).toBeGreaterThan(3);
    expect(opened.errors).toEqual([]);
    await Promise.all([page.context().close(), opened.page.context().close()]);
  });

  it('trains on a file of the reader’s own, which goes nowhere', async () => {
    const { page, requests } = await open(browser, address);
    const rows = Array.from({ length: 90 }, (_, r) => `${Math.sin(r)},${Math.cos(3 * r)},${Math.sin(r) > 0 ? 'yes' : 'no'}`);
    await page.locator('#file').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(['a,b,label', ...rows].join('\n')) });
    await train(page, SETTINGS);
    const { data } = await results(page);
    expect(data.name).toBe('mine.csv');
    expect(data.classes).toEqual(['no', 'yes']);
    expect(requests.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });

  it('says what is wrong with a setting, or with a file', async () => {
    const { page } = await open(browser, address);
    await train(page, { activation: 'rellu' });
    await page.locator('.message:has-text("Did you mean relu?")').waitFor();
    await page.locator('input[name="activation"]').fill('');
    await page.locator('#file').setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
    await page.locator('#train').click();
    await page.locator('.message:has-text("mine.csv")').waitFor();
    await page.context().close();
  });

  it('waits while it is paused, and goes on', async () => {
    const { page } = await open(browser, address);
    await train(page, { epochs: '2000', hidden: '8' });
    await page.locator('#state:has-text("epoch")').waitFor();
    await page.locator('#pause').click();
    await page.waitForTimeout(300);
    const before = await page.locator('#state').textContent();
    await page.waitForTimeout(700);
    expect(await page.locator('#state').textContent()).toBe(before);
    await page.locator('#pause').click();
    await page.locator(`#state:not(:text-is("${before}"))`).waitFor();
    await page.context().close();
  });
});
