import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { planted } from '../../../../compare/diagnose/catalogue/pages/example.ts';
import type { Page } from '../../../../compare/diagnose/catalogue/pages/page.ts';
import type { ModelSpec } from '../../../../src/model/model-spec.ts';
import type { Backend, Network } from '../../../../src/model/network.ts';
import type { NamedTensors } from '../../../../src/model/tensors.ts';
import { root } from '../../../sources.ts';

type Make = (model: ModelSpec, initial: NamedTensors) => Network;

export const BASE = {
  numpy: readFileSync(join(root, 'examples/python/numpy_base_network.py'), 'utf8'),
  ts: readFileSync(join(root, 'examples/base-network.ts'), 'utf8'),
};

/** The base network with the page's lines in it, in this process: what it alters and shares is seen, too. */
export async function exampleNetwork(page: Pick<Page, 'id' | 'wrong'>): Promise<Backend> {
  const { code } = await transformWithOxc(planted(BASE.ts, page, 'ts'), 'network.ts');
  const { default: make } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { default: Make };
  return { name: page.id, description: 'in float64', create: async (model, _training, initial) => make(model, initial) };
}
