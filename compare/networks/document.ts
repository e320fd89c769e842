import type { Backend } from '../../src/model/network.ts';
import { replacing } from '../../src/model/replacing.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { backendWith, NO_QUIRKS, type Quirks } from './quirks.ts';

/** The document's hand-written program, as it was written. */
export function asWritten(clean: Backend): Backend {
  return replacing(backendWith({ ...NO_QUIRKS, gradientMean: 'twice', lossValue: 'epsilon' }, clean), { name: 'document' });
}

/**
 * What the training of a network has of its own. All share initial weights and order, except under --preset document: there
 * every network but the document's own has others, as the document's PyTorch program had.
 */
export function wayOf({ preset, init, biasInit }: Pick<RunSpec, 'preset' | 'init' | 'biasInit'>, network: string): Way {
  if (preset !== 'document' || network === 'document') return { init, biasInit, quirks: NO_QUIRKS };
  return { init: 'pytorch-default', biasInit: undefined, quirks: { ...NO_QUIRKS, order: 'independent' } };
}

export interface Way {
  readonly init: RunSpec['init'];
  readonly biasInit: RunSpec['biasInit'];
  readonly quirks: Quirks;
}
