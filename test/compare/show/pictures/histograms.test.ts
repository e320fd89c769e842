import { expect, it } from 'vitest';
import type { Inside } from '../../../../compare/inside/schema.ts';
import { histogramPictures } from '../../../../compare/show/pictures/histograms.ts';

const histogram = { from: -1, to: 1, counts: [1, 2, 1], zeros: 0 };
const at = (layer: number) => ({ epoch: 1, layer, weights: histogram, gradients: histogram });
const network = (name: string, layers: readonly number[]) => ({ name, course: { histograms: layers.map(at) } });

it('draws an empty panel where a network has nothing of a layer that another one has', () => {
  const inside = { networks: [network('a', [1, 2]), network('b', [2])] } as unknown as Inside;
  const drawn = histogramPictures(inside);
  expect(drawn.map(({ file }) => file)).toEqual(['weights.svg', 'gradients.svg']);
  for (const { svg } of drawn) expect(svg).toContain('b, layer 1');
});
