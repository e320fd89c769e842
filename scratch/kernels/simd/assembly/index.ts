// AssemblyScript, compiled by ../compile.ts. A matrix is the address of its first number; the caller vouches for shapes.
export { affine, inputGradient, weightGradient } from './layers';
export { softmaxCrossEntropy } from './losses';
export { biasGradient } from './sums';
export { activate, activationGradient, adam, descend, momentum } from './threads/shared-passes';
export { disband, help, present, taken, team } from './threads/team';
