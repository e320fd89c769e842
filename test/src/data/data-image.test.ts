import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { imageOf } from '../../../src/data/data-image.ts';
import { Fault } from '../../../src/fault.ts';
import { parseRunSpec } from '../../../src/run/config.ts';
import { loadData } from '../../../src/run/load-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'data-'));
afterAll(() => rmSync(folder, { recursive: true }));
const spec = (settings: Record<string, unknown>) => parseRunSpec(settings, (option) => `--${option}`);

describe('the image that a row is', () => {
  it('is what --image says, else what the data set says, else none', () => {
    writeFileSync(join(folder, 'dataset.json'), '{ "image": "2x3" }');
    expect(imageOf(undefined, folder, 6)).toEqual({ rows: 2, cols: 3 });
    expect(imageOf('3x2', folder, 6)).toEqual({ rows: 3, cols: 2 });
    expect(imageOf(undefined, undefined, 6)).toBeUndefined();
    expect(imageOf(undefined, tmpdir(), 6)).toBeUndefined();
  });

  it('must have as many pixels as a row has features', () => {
    expect(() => imageOf('28x28', folder, 196)).toThrow("--image '28x28': an image of 28 × 28 has 784 pixels, but a row has 196 features.");
    expect(() => imageOf(undefined, folder, 7)).toThrow(/dataset\.json: image '2x3': /);
  });

  it('is refused, with the place, where it cannot be read', () => {
    for (const text of ['{', '[]', '{"image": 14}', '{"image": "14 by 14"}']) {
      writeFileSync(join(folder, 'dataset.json'), text);
      expect(() => imageOf(undefined, folder, 6), text).toThrow(Fault);
    }
    expect(() => spec({ image: '28' })).toThrow("--image: expected rows x columns of pixels, such as 28x28, got '28'.");
    expect(() => spec({ image: '0x5' })).toThrow(Fault);
  });

  it('ships with the data sets of images', async () => {
    expect((await loadData(spec({ data: 'digits' }))).image).toEqual({ rows: 8, cols: 8 });
    expect((await loadData(spec({ data: 'penguins' }))).image).toBeUndefined();
  });
});

describe('the generated sets of the plane', () => {
  it('are loaded by name without a file: 800 rows to train on, 200 to validate with, 500 to test with', async () => {
    const { name, parts } = await loadData(spec({ data: 'spirals' }));
    expect([name, parts.train.X.rows, parts.validation.X.rows, parts.test.X.rows]).toEqual(['spirals', 800, 200, 500]);
  });
});
