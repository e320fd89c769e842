import { PLANE_SETS } from '../../src/data/generate/plane-sets.ts';
import { RUNTIMES } from '../host/runtimes.ts';

/** Settings of a run that the page asks for. */
export const SETTINGS = [
  ...['label', 'hidden', 'activation', 'output', 'loss', 'optimizer', 'learning-rate', 'batch-size', 'epochs', 'l2', 'init', 'seed'],
  'tfjs-runtime',
];

/** What of them a page has otherwise. */
export const OWN_SETTINGS = {
  says: { 'tfjs-runtime': 'of TensorFlow.js: WebAssembly, the graphics processor or plain JavaScript' },
  choices: { 'tfjs-runtime': RUNTIMES },
};

/** Data sets that ship and are small enough for a page, and what they are. */
export const SHIPPED: Readonly<Record<string, string>> = {
  penguins: 'penguins: three species by four measures',
  'breast-cancer': 'breast-cancer: two classes, 30 features',
  digits: 'digits: 8 × 8 pixels',
  'mnist-parity': 'mnist-parity: 14 × 14 pixels, odd or even',
};

/** What can be chosen, as HTML. */
export function setOptions(): string {
  const shipped = Object.entries(SHIPPED).map(([name, says]) => `<option value="${name}">${says}</option>`);
  const plane = PLANE_SETS.map((name) => `<option value="${name}" data-plane>${name}: two features, made</option>`);
  return [...shipped, ...plane].join('');
}
