import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../compare/results/schema.ts';
import type { Picture } from '../../../../compare/show/pictures/picture.ts';
import { drawPictures } from '../../../../compare/show/pictures/pictures.ts';
import { hasChromium, inChromium, launchChromium } from '../html/chromium.ts';
import { sampleComparison } from './sample.ts';

/** In the page: every word and mark that reaches beyond its own picture, or beyond the plot in it, which clips. */
const CLIPPED = `[...document.querySelectorAll('text, path, circle, line, rect, image')].flatMap((mark) => {
  const views = [mark.closest('svg'), document.querySelector('svg')].map((view) => {
    const { e, f } = view.parentNode.getScreenCTM?.() ?? { e: view.getBoundingClientRect().left, f: view.getBoundingClientRect().top };
    return { left: e, top: f, right: e + view.width.baseVal.value, bottom: f + view.height.baseVal.value };
  });
  const stroke = mark.tagName === 'text' ? 0 : Number.parseFloat(getComputedStyle(mark).strokeWidth) / 2 * (getComputedStyle(mark).stroke === 'none' ? 0 : 1);
  const { left, right, top, bottom, width, height } = mark.getBoundingClientRect();
  if (width + height === 0) return [];
  const beyond = Math.max(...views.flatMap((view) => [view.left - left + stroke, right + stroke - view.right, view.top - top + stroke, bottom + stroke - view.bottom]));
  return beyond > 0.5 ? [mark.tagName + ' ' + (mark.textContent || mark.getAttribute('d')?.slice(0, 40) || '') + ': ' + beyond.toFixed(1) + ' px'] : [];
})`;

const LONG = 'a_network_with_quite_a_long_name_of_its_own_v2';

/** Networks, layers, units, steps and names in such numbers and lengths as press against the edges. */
function pressing(names: readonly string[], layers: number, steps: number, partedAt: number, isFlip: boolean): Comparison {
  const sample = sampleComparison({ names, steps, epochs: 200 });
  const { inside, sweep } = sample;
  const flip = { step: partedAt, epoch: 30, layer: 10, unit: 1023, row: 7, z: -3e-8 };
  return {
    ...sample,
    data: { ...sample.data, classes: ['Adelie Penguin (Pygoscelis adeliae)', 'Gentoo penguin (Pygoscelis papua)'] },
    parity: sample.parity.map(({ freeRunning: { drift }, checks, ...pair }) => ({
      ...pair,
      checks: checks.map((check) => ({ ...check, verdict: 'differ' })),
      freeRunning: { drift, partedAt, ...(isFlip && { flip }) },
    })),
    inside: {
      ...inside!,
      networks: inside!.networks.map((network) => ({
        ...network,
        layers: Array.from({ length: layers }, () => ({
          units: 1024,
          activation: 'sigmoid',
          silent: 0.37,
          dead: 1000,
          from: 0,
          to: 1,
          counts: [1, 2, 100, 1],
        })),
      })),
    },
    sweep: { ...sweep!, widths: [1, 2, 4, 8, 16, 32, 64].map((width) => ({ ...sweep!.widths[0]!, width })) },
  };
}

describe.skipIf(!hasChromium)(inChromium('the pictures of a report'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
  });

  async function clippedIn(pictures: readonly Picture[]): Promise<Record<string, string[]>> {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    const found: Record<string, string[]> = {};
    for (const { file, svg } of pictures) {
      await page.setContent(`<body style="margin: 40px">${svg}</body>`);
      const clipped = (await page.evaluate(CLIPPED)) as string[];
      if (clipped.length > 0) found[file] = clipped;
    }
    await page.close();
    return found;
  }

  it.each([
    ['two networks', ['scratch', 'tfjs'], 2, 252, 1, false],
    ['four networks, four layers', ['scratch', 'tfjs', 'document', 'numpy_document'], 4, 3150, 1300, true],
    ['long names', ['scratch', LONG, `${LONG}_too`], 3, 100_000, 61_000, true],
    ['one network', ['scratch'], 1, 20, 20, true],
  ] as const)(
    'clip nothing at their edges: %s',
    async (_, names, layers, steps, partedAt, isFlip) => {
      expect(await clippedIn(Object.values(drawPictures(pressing(names, layers, steps, partedAt, isFlip))).flat())).toEqual({});
    },
    60_000,
  );
});
