// AssemblyScript, compiled by ../compile.ts. A matrix is the address of its first number; the caller vouches for shapes.
export { activate, activationGradient } from './activations';
export { affine, inputGradient, weightGradient } from './layers';
export { biasGradient } from './sums';
export { adam, descend, momentum } from './updates';
