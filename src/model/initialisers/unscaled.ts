import { orthonormal } from '../../numbers/orthonormal.ts';
import { noBias } from './biases.ts';
import { initialiser, normal, uniform } from './record.ts';

/** Beyond it float32 has few digits left of a sum. */
const LARGEST = 1e6;

/**
 * The Q of a normal matrix's QR with R's diagonal positive: any orthogonal matrix as likely as any other (Mezzadri, 2007). The
 * shorter side decides: WᵀW = I where in ≥ out, WWᵀ = I where in ≤ out. Gain 1.
 */
export const orthogonal = initialiser({
  name: 'orthogonal',
  says: 'W with orthonormal columns, or rows where it has fewer, b = 0 (Saxe et al., 2014)',
  weight: ({ inputs, outputs }, stream) => {
    const tall = inputs >= outputs;
    const vectors = orthonormal(Math.min(inputs, outputs), Math.max(inputs, outputs), () => stream.normal());
    const entry = (r: number, c: number) => (tall ? vectors[c]![r]! : vectors[r]![c]!);
    return (place) => entry(Math.floor(place / outputs), place % outputs);
  },
  bias: noBias,
});

export const zerosInitialiser = initialiser({
  name: 'zeros',
  says: 'W = 0, b = 0: the units of a hidden layer stay alike',
  weight: () => () => 0,
  bias: noBias,
  fixed: true,
});

export const constant = initialiser({
  name: 'constant',
  says: 'W = c, b = 0: the units of a hidden layer stay alike',
  parameter: { name: 'c', default: 0, within: [-LARGEST, LARGEST] }, // Keras' default, as those of the next two
  weight: (_layer, _stream, c) => () => c,
  bias: noBias,
  fixed: true,
});

export const normalInitialiser = initialiser({
  name: 'normal',
  says: 'W ~ N(0, σ²) whatever the widths, b = 0',
  alsoCalled: ['random_normal'],
  otherwise: 'σ is 0.05 where it is not given, as in Keras',
  parameter: { name: 'σ', default: 0.05, within: [0, LARGEST] },
  weight: (_layer, stream, σ) => normal(σ, stream),
  bias: noBias,
});

export const uniformInitialiser = initialiser({
  name: 'uniform',
  says: 'W ~ U(±r) whatever the widths, b = 0',
  alsoCalled: ['random_uniform'],
  otherwise: 'r is 0.05 where it is not given, as in Keras',
  parameter: { name: 'r', default: 0.05, within: [0, LARGEST] },
  weight: (_layer, stream, r) => uniform(r, stream),
  bias: noBias,
});
