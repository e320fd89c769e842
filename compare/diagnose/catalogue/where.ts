import type { LayerSpec } from '../../../src/model/model-spec.ts';
import type { Setting } from '../mistake.ts';
import type { MistakeRecord } from '../record.ts';

type Layers = NonNullable<MistakeRecord['layers']>;

/** The outputs with which a mistake can be made: softmax, or one sigmoid. */
export const severalClasses = ({ classes }: Setting): boolean => classes > 1;
export const oneOutput = ({ classes }: Setting): boolean => classes === 1;

/** The layers that can have it. */
export const every: Layers = () => true;
export const hidden: Layers = (_layer, l, { depth }) => l < depth - 1;
export const output: Layers = (_layer, l, { depth }) => l === depth - 1;
/** Those that hand a gradient down. */
export const upper: Layers = (_layer, l) => l > 0;
/** Those whose W is no row and no column: there is something to transpose. */
export const transposable = ({ inputs, outputs }: LayerSpec): boolean => inputs > 1 && outputs > 1;
export const having =
  (...activations: LayerSpec['activation'][]): Layers =>
  ({ activation }) =>
    activations.includes(activation);
