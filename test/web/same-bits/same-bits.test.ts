import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../../web/build/bundle.ts';
import { hasChromium, inChromium, launchChromium } from '../../compare/show/html/chromium.ts';
import { TRAININGS, type Trained, trained } from './trained.ts';

describe.skipIf(!hasChromium)(inChromium('300 steps from generated rows and seeded weights'), { timeout: 60_000 }, () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const [script, launched] = await Promise.all([bundled('../test/web/same-bits/trained.ts'), launchChromium()]);
    browser = launched;
    page = await browser.newPage();
    await page.addScriptTag({ content: script });
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(TRAININGS.map((training, which) => [training.map((word) => (typeof word === 'string' ? word : word.kind)).join(', '), which] as const))(
    'give the same bits in Chromium as on Node: %s',
    async (_, which) => {
      expect(await page.evaluate<Trained>(`trained(${which})`)).toEqual(await trained(which));
    },
  );
});
