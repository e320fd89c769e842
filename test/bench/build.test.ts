import { expect, it } from 'vitest';
import { withoutTensorFlow } from '../../bench/build/build.ts';

it('nor do the declarations of its records, as the compiler spells them out', () => {
  const core = 'import("@tensorflow/tfjs-core")';
  expect(
    withoutTensorFlow(
      `tfjs: (tf: typeof import("@tensorflow/tfjs"), s: Record<string, Tensor<${core}.Rank>>, Z: ${core}.Tensor2D) => ${core}.Tensor<${core}.Rank>;`,
    ),
  ).toBe('tfjs: (tf: unknown, s: Record<string, unknown>, Z: unknown) => unknown;');
});

it('declarations of the package ask for none of TensorFlow.js', () => {
  expect(withoutTensorFlow("export type Tf = typeof import('@tensorflow/tfjs');\nexport type { Scalar, Tensor } from '@tensorflow/tfjs';\nexport {};\n")).toBe(
    'export type Tf = unknown;\nexport type Scalar = unknown;\nexport type Tensor = unknown;\nexport {};\n',
  );
});
