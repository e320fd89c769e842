import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SITE } from '../../web/build/site.ts';
import { hasChromium, inChromium, launchChromium } from '../compare/show/html/chromium.ts';
import { run } from './diagnosing.ts';
import { open, type Served, serveSite } from './opened.ts';

/** Bytes that a page and a first diagnosis may take over the network, packed as any host packs them. */
const MOST = 500_000;

describe.skipIf(!hasChromium)(inChromium('what the page of a diagnosis loads'), { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serveSite()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it(`is at most ${MOST / 1000} kB gzipped, the diagnosis and everything else that it asks for by itself among it`, async () => {
    const opened = await open(browser, served.address, { serviceWorkers: 'block' });
    await run(opened);
    await opened.page.locator('.cm-content').waitFor();
    const names = opened.requests.filter((url) => url.startsWith(served.address)).map((url) => new URL(url).pathname.replace(/\/$/, '/index.html'));
    const sizes = [...new Set(names)].map((name) => gzipSync(readFileSync(join(SITE, name))).length);
    expect(names).toContain('/assets/examiner.js');
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST);
    await opened.page.context().close();
  });
});
