import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnoseBrought } from '../../compare/diagnose/diagnose-brought.ts';
import { pluginBackend } from '../../compare/networks/plugin-backend.ts';
import { toMarkdown } from '../../compare/show/words/diagnosis.ts';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { root, textOf } from '../sources.ts';
import { message, openProgram, run } from './diagnosing.ts';
import { onDisk, open, type Served, serveSite } from './opened.ts';

const document = textOf('examples/document.ts');
const mended = document.replace(/ \/ batchSize\);\n/, ');\n').replace('sum / batchSize', 'sum');

/** Which number is furthest within rounding: the network that is pasted takes exp from its engine, and engines round it each in its way. */
const ROUNDING = / \(furthest [^)]*?, (\d\.\de-\d+)\)/;

describe.skipIf(!hasChromium)(inChromium('the page of a diagnosis'), { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;
  const index = onDisk('index.html');

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serveSite()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it('names the document’s mistake, and says to the word what the command line says', async () => {
    const opened = await open(browser, served.address, { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page, errors, requests } = opened;
    expect(await run(opened)).toBe('✗ network.ts: two mistakes found.');
    expect(await page.locator('.finding dd.first').first().textContent()).toBe('The mean over the batch is taken twice.');
    await page.locator('#markdown').click();
    await page.locator('#markdown:text("Copied")').waitFor();
    const backend = await pluginBackend('examples/document.ts', { cwd: root });
    const { diagnosis } = await diagnoseBrought(backend, { inputs: '5', hidden: '6,6', classes: '3' }, new Set());
    await backend.close();
    const shown = { ...diagnosis, network: 'network.ts', description: 'network.ts (as it was pasted)' };
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const here = toMarkdown(shown).replaceAll('npm run compare -- ', 'npx mlp-compare '); // the page's reader has no clone
    expect(copied.replace(ROUNDING, '')).toBe(here.replace(ROUNDING, ''));
    expect(Number(ROUNDING.exec(copied)?.[1])).toBeLessThan(1e-15);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(served.address) && !url.startsWith('blob:'))).toEqual([]);
    await page.context().close();
  });

  it('marks the wrong tensors in the drawing, and shows wrong and right lines beside each other', async () => {
    const opened = await open(browser, index);
    await run(opened);
    expect(await opened.page.locator('svg.network text.wrong').allTextContents()).toEqual(['✗ loss', '✗ dZ3', '✗ dW3', '✗ db3']);
    expect(await opened.page.locator('svg.network').getAttribute('aria-label')).toContain('wrong is dZ3 and loss');
    expect(await opened.page.locator('.finding .wrong mark').first().textContent()).toContain('X.rows');
    const formula = opened.page.locator('.finding math').first();
    expect(await formula.getAttribute('alttext')).toBe('dZ = (p − y)/B');
    expect(await formula.locator('mfrac').evaluate((fraction) => fraction.clientHeight)).toBeGreaterThan(25);
    await opened.page.context().close();
  });

  it('shows the lines that compute what is wrong first, and none where names do not tell', async () => {
    const opened = await open(browser, index);
    const { page } = opened;
    await page.locator('.cm-content').waitFor();
    await run(opened);
    await page.locator('.places').waitFor();
    const lines = document.split('\n');
    const at = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    const [dW, db] = [at('this.dW = matmul('), at('this.db = this.b.map(')];
    expect(await page.locator('.places button').allTextContents()).toEqual([`Line ${dW}: here dW is computed`, `Line ${db}: here db is computed`]);
    expect(await page.locator('.saying').allTextContents()).toEqual(['↓ here dW is computed', '↓ here db is computed']);
    await page.locator('.cm-content').fill(document.replace(/this\.d([Wb])\b/g, 'this.sum$1').replace(/ d([Wb]):/g, ' sum$1:'));
    await run(opened);
    await page.locator('.places').waitFor({ state: 'detached' });
    expect(await page.locator('.headline').textContent()).toContain('two mistakes found');
    await page.context().close();
  });

  it('can be used before the editor with colours is there, which then takes over what was written', async () => {
    const { page } = await open(browser, served.address);
    await page.route('**/editor.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.reload();
    await page.locator('#plain').fill(textOf('examples/correct.ts'));
    await page.keyboard.press('Control+Enter');
    await page.locator('.headline:has-text("no mistake found")').waitFor();
    await page.locator('.cm-content').waitFor();
    expect(await page.locator('.cm-content:focus').count()).toBe(1);
    expect(await page.locator('.cm-line').first().textContent()).toContain('as a textbook writes it');
    await page.context().close();
  });

  it('leads to the page of the mistake', async () => {
    const opened = await open(browser, index);
    await run(opened);
    await opened.page.locator('.finding a').first().click();
    await opened.page.locator('h1:has-text("MLP305")').waitFor();
    await opened.page.context().close();
  });

  it('follows what is typed, but not before the first Run', async () => {
    const opened = await open(browser, index);
    const { page } = opened;
    await page.locator('.cm-content').fill(textOf('examples/correct.ts'));
    await page.waitForTimeout(1500);
    expect(await page.locator('.headline').count()).toBe(0);
    expect(await run(opened)).toBe('✓ network.ts: no mistake found.');
    await page.locator('.cm-content').fill(document);
    await page.locator('.headline:has-text("two mistakes")').waitFor();
    await page.context().close();
  });

  it('a program that came with a link is shown, and runs only once somebody says so', async () => {
    const opened = await openProgram(browser, index, `throw new Error('it ran');\n${mended}`);
    const { page } = opened;
    await page.waitForTimeout(1500);
    expect(await page.locator('#came').isVisible()).toBe(true);
    expect(await page.locator('.headline').count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);
    await run(opened);
    expect(await message(opened)).toContain('it ran');
    await page.context().close();
  });

  it('a link brings the program and its options along', async () => {
    const opened = await open(browser, index, { permissions: ['clipboard-read', 'clipboard-write'] });
    await opened.page.locator('#example').selectOption({ label: 'A regression' });
    await opened.page.locator('#link').click();
    const other = await open(browser, opened.page.url());
    expect(await run(other)).toBe('✓ network.ts: no mistake found.');
    expect(await other.page.locator('#option-output').inputValue()).toBe('linear');
    await other.page.context().close();
    await opened.page.context().close();
  });

  it('finds a network that was not written for this program, without running its training', async () => {
    const classes = `class Network {
  constructor(sizes) {
    this.weights = sizes.slice(1).map((n, l) => Array.from({ length: sizes[l] }, () => Array.from({ length: n }, () => Math.random() - 0.5)));
    this.biases = sizes.slice(1).map((n) => Array(n).fill(0));
  }
  forward(X) {
    this.A = [X];
    this.Z = [];
    for (let l = 0; l < this.weights.length; l++) {
      const z = this.A[l].map((row) => this.biases[l].map((b, j) => row.reduce((s, x, i) => s + x * this.weights[l][i][j], b)));
      this.Z.push(z);
      this.A.push(l === this.weights.length - 1 ? z.map(softmax) : z.map((row) => row.map((v) => Math.max(0, v))));
    }
    return this.A[this.A.length - 1];
  }
  train(X, y, learningRate) {
    const P = this.forward(X);
    let dZ = P.map((row, r) => row.map((p, k) => (p - (k === y[r] ? 1 : 0)) / X.length));
    const loss = -P.reduce((s, row, r) => s + Math.log(row[y[r]]), 0) / X.length;
    for (let l = this.weights.length - 1; l >= 0; l--) {
      const dA = dZ.map((d) => this.weights[l].map((w) => w.reduce((s, v, j) => s + v * d[j], 0)));
      this.weights[l] = this.weights[l].map((w, i) => w.map((v, j) => v - learningRate * dZ.reduce((s, d, r) => s + this.A[l][r][i] * d[j], 0)));
      this.biases[l] = this.biases[l].map((b, j) => b - learningRate * dZ.reduce((s, d) => s + d[j], 0));
      if (l > 0) dZ = dA.map((d, r) => d.map((v) => v));
    }
    return loss;
  }
}
function softmax(z) {
  const e = z.map((v) => Math.exp(v - Math.max(...z)));
  const s = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / s);
}
const net = new Network([2, 8, 2]);
for (;;) net.train([[0, 1]], [1], 0.1);
`;
    const opened = await openProgram(browser, index, classes);
    expect(await run(opened)).toContain('found');
    expect(await opened.page.locator('.finding dd.first').first().textContent()).toContain('The ReLU mask is missing going back');
    expect(await opened.page.locator('details:has-text("How your network was read") li').first().textContent()).toContain('style: class Network');
    await opened.page.context().close();
  });

  it('says where a program does not parse, and marks the line', async () => {
    const opened = await openProgram(browser, index, 'const a = 1;\nexport default (model => {\n  const = 3;\n});\n');
    expect(await run(opened)).toBe('It could not be diagnosed.');
    expect(await message(opened)).toMatch(/^network\.ts:3:9: /);
    expect(await opened.page.locator('.cm-line.marked').textContent()).toBe('  const = 3;');
    await opened.page.context().close();
  });

  it('knows Python when it sees it, and where it can be diagnosed', async () => {
    const opened = await openProgram(browser, index, textOf('examples/python/numpy_document.py'));
    await run(opened);
    expect(await message(opened)).toBe(
      'network.ts: this is Python. The page runs TypeScript and JavaScript; on your machine: npx mlp-compare diagnose mine.py',
    );
    await opened.page.context().close();
  });

  it('says where a program throws, and marks the line', async () => {
    const opened = await openProgram(
      browser,
      index,
      document.replace('this.X = X;\n', "if (X.length === 17) throw new RangeError('no such batch');\n    this.X = X;\n"),
    );
    await run(opened);
    expect(await opened.page.locator('#outcome').textContent()).toContain('network.ts:22:32: step() threw RangeError: no such batch.');
    await opened.page.context().close();
  });

  it('says what it prints, as text', async () => {
    const opened = await openProgram(browser, index, `console.log('<img src=x onerror=alert(1)>', [1, 2]);\n${textOf('examples/correct.ts')}`);
    await run(opened);
    expect(await opened.page.locator('.printed').textContent()).toBe('<img src=x onerror=alert(1)> [1,2]\n');
    expect(await opened.page.locator('#outcome img').count()).toBe(0);
    await opened.page.context().close();
  });

  it('says which option is wrong', async () => {
    const opened = await openProgram(browser, index, document, { activation: 'rellu' });
    await run(opened);
    expect(await message(opened)).toMatch(/^--activation: expected .* Did you mean relu\?$/);
    await opened.page.context().close();
  });

  const RIGHT = '✓ network.ts: no mistake found.';
  it.each([
    ['One that is right, in plain loops', RIGHT],
    ['One that is right, in classes of layers', RIGHT],
    ['Two layers, gradients only', '✓ network.ts: nothing is wrong in training; this is worth knowing.'], // its logarithm of 0
    ['Batch normalisation', RIGHT],
    ['A regression', RIGHT],
  ])('the example %s is said to be right', async (label, headline) => {
    const opened = await open(browser, index);
    await opened.page.locator('#example').selectOption({ label });
    expect(await run(opened)).toBe(headline);
    await opened.page.context().close();
  });
});
