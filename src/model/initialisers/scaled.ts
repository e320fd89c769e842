import { noBias, pytorchBias } from './biases.ts';
import { initialiser, normal, uniform } from './record.ts';

// Variances after the widths of a layer. U(±r) has variance r²/3, so that normal and uniform of one name have the same.
// Normals are whole, as PyTorch's are; Keras cuts its own off at two standard deviations, and keeps the variance.

export const heNormal = initialiser({
  name: 'he-normal',
  says: 'W ~ N(0, 2/in), b = 0 (He et al., 2015)',
  alsoCalled: ['kaiming_normal_'],
  otherwise: 'drawn from a whole normal distribution, as in PyTorch; Keras cuts its own off at two standard deviations',
  weight: ({ inputs }, stream) => normal(Math.sqrt(2 / inputs), stream),
  bias: noBias,
});

export const heUniform = initialiser({
  name: 'he-uniform',
  says: 'W ~ U(±√(6/in)), b = 0 (He et al., 2015)',
  alsoCalled: ['kaiming_uniform_'],
  weight: ({ inputs }, stream) => uniform(Math.sqrt(6 / inputs), stream),
  bias: noBias,
});

export const glorotNormal = initialiser({
  name: 'glorot-normal',
  says: 'W ~ N(0, 2/(in + out)), b = 0 (Glorot and Bengio, 2010)',
  alsoCalled: ['xavier_normal_'],
  otherwise: 'drawn from a whole normal distribution, as in PyTorch; Keras cuts its own off at two standard deviations',
  weight: ({ inputs, outputs }, stream) => normal(Math.sqrt(2 / (inputs + outputs)), stream),
  bias: noBias,
});

export const glorotUniform = initialiser({
  name: 'glorot-uniform',
  says: 'W ~ U(±√(6/(in + out))), b = 0 (Glorot and Bengio, 2010)',
  alsoCalled: ['xavier_uniform_'],
  weight: ({ inputs, outputs }, stream) => uniform(Math.sqrt(6 / (inputs + outputs)), stream),
  bias: noBias,
});

export const lecunNormal = initialiser({
  name: 'lecun-normal',
  says: 'W ~ N(0, 1/in), b = 0 (LeCun et al., 1998)',
  weight: ({ inputs }, stream) => normal(1 / Math.sqrt(inputs), stream),
  bias: noBias,
});

export const lecunUniform = initialiser({
  name: 'lecun-uniform',
  says: 'W ~ U(±√(3/in)), b = 0 (LeCun et al., 1998)',
  weight: ({ inputs }, stream) => uniform(Math.sqrt(3 / inputs), stream),
  bias: noBias,
});

export const pytorchDefault = initialiser({
  name: 'pytorch-default',
  says: 'W and b ~ U(±1/√in), as torch.nn.Linear does',
  alsoCalled: ['pytorch', 'torch'],
  weight: ({ inputs }, stream) => uniform(1 / Math.sqrt(inputs), stream),
  bias: pytorchBias,
});
