import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { textOf } from '../sources.ts';
import { message, openProgram, run } from './diagnosing.ts';
import { open, type Served, serveSite } from './opened.ts';

const right = textOf('examples/correct.ts');
/** The right network, which does something else when it predicts. */
const predicting = (what: string) => right.replace('predict: (X) => network.forward(toNested(X)).at(-1)!,', `predict: (X) => { ${what} },`);

describe.skipIf(!hasChromium)(inChromium('hostile code on the page of a diagnosis'), { timeout: 90_000 }, () => {
  let browser: Browser;
  let served: Served;
  const heard: string[] = []; // by a server that is not the site's
  const elsewhere = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('1');
  });
  let stranger = '';

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serveSite()]);
    await new Promise<void>((resolve) => void elsewhere.listen(0, 'localhost', resolve));
    stranger = `http://localhost:${(elsewhere.address() as AddressInfo).port}/`;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    elsewhere.closeAllConnections();
    elsewhere.close();
  });

  /** What the page says of a program; it must be able to diagnose another after it. */
  async function outcomeOf(source: string): Promise<{ headline: string; said: string; printed: string }> {
    const opened = await openProgram(browser, served.address, source);
    const headline = await run(opened);
    const said = await message(opened);
    const printed = await opened.page.locator('.printed').allTextContents();
    expect(await opened.page.locator('iframe').count()).toBe(0);
    await opened.page.locator('#example').selectOption({ label: 'One that is right, in plain loops' });
    await opened.page.locator('#run').click();
    await opened.page.locator('.headline:has-text("no mistake found")').waitFor();
    await opened.page.context().close();
    return { headline, said, printed: printed.join('') };
  }

  it('the planting of these tests works', async () => {
    const { said, headline } = await outcomeOf(predicting("throw new Error('planted')"));
    expect(`${headline} ${said}`).not.toContain('no mistake');
  });

  it('a loop without end, as it is loaded', async () => {
    const { said } = await outcomeOf(`for (;;) {}\n${right}`);
    expect(said).toMatch(/^network\.ts: load\(\) has not answered within 5 s, and was ended\./);
  });

  it('a loop without end in a step, while the page answers', async () => {
    const opened = await openProgram(browser, served.address, predicting('for (;;) {}'));
    await opened.page.locator('#run').click();
    await opened.page.waitForTimeout(1000);
    await opened.page.locator('#theme').click({ timeout: 1000 }); // would hang if the loop had the page's thread
    await opened.page.locator('.headline').waitFor();
    expect(await opened.page.locator('#outcome').textContent()).toContain('predict() has not answered within 5 s');
    await opened.page.context().close();
  });

  const WAYS: [string, string][] = [
    ['fetch', 'await fetch(A)'],
    ['XMLHttpRequest', "await new Promise((ok, no) => { const x = new XMLHttpRequest(); x.open('GET', A); x.onload = ok; x.onerror = no; x.send(); })"],
    ['importScripts', 'importScripts(A)'],
    ['import()', 'await (0, eval)(`import(${JSON.stringify(A)})`)'],
    ['WebSocket', "await new Promise((ok, no) => { const s = new WebSocket(A.replace('http', 'ws')); s.onopen = ok; s.onerror = no; })"],
    ['EventSource', 'await new Promise((ok, no) => { const s = new EventSource(A); s.onopen = ok; s.onerror = no; })'],
    [
      'a worker of its own',
      'await new Promise((ok, no) => { const w = new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(A)}).then(() => postMessage(1), () => postMessage(0))`]))); w.onmessage = ({ data }) => data ? ok() : no(); w.onerror = no; })',
    ],
    ['storage', 'await new Promise((ok, no) => { const r = indexedDB.open("a"); r.onsuccess = ok; r.onerror = no; })'],
    ['the cache', 'await caches.open("a")'],
    ['the page', 'parent.document'],
    ['the window', 'window.top.location'],
    ['local storage', 'localStorage.length'],
  ];
  it('reaches nothing outside, whatever it tries', async () => {
    heard.length = 0;
    const tried = WAYS.map(
      ([name, code]) => `try { const A = '${`STRANGER`}${encodeURIComponent(name)}'; ${code}; got.push(${JSON.stringify(name)}); } catch {}`,
    );
    const source = `const got = [];\n${tried.join('\n').replaceAll('STRANGER', stranger)}\nconsole.log('reached: ' + got.join(', ') + '.');\n${right}`;
    const { printed, headline } = await outcomeOf(source);
    expect(printed).toBe('reached: .\n');
    expect(headline).toBe('✓ network.ts: no mistake found.');
    expect(heard).toEqual([]);
  });

  it.each([
    { policy: 'of its own', bypassCSP: false, reached: [] },
    { policy: 'taken away', bypassCSP: true, reached: ['/'] },
  ])('with the policy $policy even the page itself reaches $reached', async ({ bypassCSP, reached }) => {
    heard.length = 0;
    const { page } = await open(browser, served.address, { bypassCSP });
    await page.evaluate((address) => fetch(address).then(() => undefined, () => undefined), stranger); // biome-ignore format: one request
    expect(heard).toEqual(reached);
    await page.context().close();
  });

  it('output without measure', async () => {
    const { printed, headline } = await outcomeOf(`const long = 'x'.repeat(1e6);\nfor (let i = 0; i < 1e4; i++) console.log(long);\n${right}`);
    expect(headline).toBe('✓ network.ts: no mistake found.');
    expect(printed.length).toBeLessThan(30_000);
  });

  const CAPTURED = `const own = MessagePort.prototype.postMessage;
let port;
MessagePort.prototype.postMessage = function (...what) { port = this; return own.apply(this, what); };
console.log('there');
`;
  it('messages without measure, on the port that it was not given', async () => {
    const { said } = await outcomeOf(`${CAPTURED}for (let i = 0; i < 1e5; i++) own.call(port, { output: 'x' });\n${right}`);
    expect(said).toBe('network.ts: it sent 2000 messages that nobody had asked for, and was ended.');
  });

  it('answers that are no numbers, on the port that it was not given', async () => {
    const source = `${CAPTURED}MessagePort.prototype.postMessage = function (said) {
  return own.call(this, said.result?.data ? { id: said.id, result: { rows: { length: 1e9 }, cols: 'many', data: ['<b>'] } } : said);
};
${right}`;
    const { said, headline } = await outcomeOf(source);
    expect(`${headline} ${said}`).not.toContain('no mistake');
  });

  it('an answer of hundreds of megabytes', async () => {
    const { said, headline } = await outcomeOf(predicting('return { rows: 5e7, cols: 1, data: new Float64Array(5e7) };'));
    expect(`${headline} ${said}`).not.toContain('no mistake');
  });

  it('what tells of itself as HTML is shown as text', async () => {
    const opened = await openProgram(browser, served.address, `throw new Error('<img src=x onerror=document.title=1>');\n${right}`);
    await run(opened);
    expect(await message(opened)).toContain('<img src=x');
    expect(await opened.page.locator('#outcome img').count()).toBe(0);
    await opened.page.context().close();
  });
});
