import { expect, it } from 'vitest';
import { withoutTensorFlow } from '../../bench/build/build.ts';

it('declarations of the package ask for none of TensorFlow.js', () => {
  expect(withoutTensorFlow("export type Tf = typeof import('@tensorflow/tfjs');\nexport type { Scalar, Tensor } from '@tensorflow/tfjs';\nexport {};\n")).toBe(
    'export type Tf = unknown;\nexport type Scalar = unknown;\nexport type Tensor = unknown;\nexport {};\n',
  );
});
