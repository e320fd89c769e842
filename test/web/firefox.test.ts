import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fragmentOf } from '../../web/diagnose/link.ts';
import { Firefox, hasFirefox, inFirefox } from './firefox.ts';
import { onDisk } from './opened.ts';

const text = (selector: string) => `document.querySelector('${selector}')?.textContent`;
const press = (selector: string) => `document.querySelector('${selector}').click()`;

describe.skipIf(!hasFirefox)(inFirefox('every page from a disk'), { timeout: 120_000 }, () => {
  let firefox: Firefox;

  beforeAll(async () => {
    firefox = await Firefox.launch();
  }, 90_000);
  afterAll(() => firefox?.close());

  it('diagnoses, and marks the lines', async () => {
    await firefox.open(onDisk('index.html'));
    await firefox.until(text('.cm-content'));
    await firefox.do(press('#run'));
    expect(await firefox.until(text('.headline'))).toBe('✗ network.ts: two mistakes found.');
    expect(await firefox.until(text('.places button'))).toContain('here dW is computed');
    expect(await firefox.until<number>(`document.querySelector('.finding mfrac')?.getBoundingClientRect().height`)).toBeGreaterThan(25);
  });

  it('ends a program without end', async () => {
    await firefox.open(onDisk('index.html') + (fragmentOf({ source: 'while (true) {}', options: {} }) ?? ''));
    await firefox.until(`document.querySelector('#came')?.hidden === false`);
    await firefox.do(press('#run'));
    expect(await firefox.until(text('.message'))).toContain('has not answered within 5 s, and was ended');
  });

  it.each(['wasm', 'cpu'])('trains with TensorFlow.js on %s, in parity, and draws what is said in a plane', async (runtime) => {
    await firefox.open(onDisk('compare.html'));
    await firefox.do(`document.querySelector('#set').value = 'moons'; document.querySelector('[name=epochs]').value = '4';
      document.querySelector('[name=hidden]').value = '8'; document.querySelector('[name=tfjsRuntime]').value = '${runtime}'; ${press('#train')}`);
    expect(await firefox.until(text('.verdict'))).toMatch(/^IN PARITY/);
    expect(await firefox.until(`document.querySelectorAll('.inside canvas').length`)).toBe(2);
  });

  it('tells where a gap comes from', async () => {
    await firefox.open(onDisk('explain.html'));
    await firefox.until(`document.querySelector('.chart')`);
    expect(await firefox.until(text('[data-told="realRate"]'))).toBe('0.1/64 = 0.001563');
  });

  it('has what is to be read', async () => {
    for (const name of ['index', 'MLP305-mean-twice', 'vocabulary', 'api', 'first-comparison']) {
      await firefox.open(onDisk(`learn/${name}.html`));
      expect(await firefox.until(text('h1'))).toMatch(/\w/);
    }
  });
});
