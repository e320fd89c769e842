import type { Stream } from '../../numbers/random.ts';
import type { LayerSpec } from '../model-spec.ts';
import { type Draw, uniform } from './record.ts';

type Bias = (layer: LayerSpec, stream: Stream) => Draw;

export const noBias: Bias = () => () => 0;

/** U(±1/√in), as torch.nn.Linear has it. */
export const pytorchBias: Bias = ({ inputs }, stream) => uniform(1 / Math.sqrt(inputs), stream);

/** What biases may begin as beside one number for all. */
export const BIASES = [
  { name: 'zeros', says: 'b = 0', bias: noBias },
  { name: 'pytorch', says: 'b ~ U(±1/√in)', bias: pytorchBias },
] as const;

export type BiasInit = number | (typeof BIASES)[number]['name'];

export function biasOf(init: BiasInit): Bias {
  return typeof init === 'number' ? () => () => init : BIASES.find(({ name }) => name === init)!.bias;
}
