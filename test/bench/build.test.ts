import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withoutTensorFlow } from '../../bench/build/build.ts';
import { keepReached } from '../../bench/build/declarations.ts';

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

it('keeps of the declarations those that an entry reaches, whichever way they are named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'declarations-'));
  const files = {
    'index.d.ts': "export { a } from './in/a.js';\nexport declare const b: import('./b.js').B;",
    'in/a.d.ts': "import type {\n  C,\n} from '../c.ts';\nexport * from 'elsewhere';",
    'b.d.ts': '',
    'c.d.ts': "import './index.js';",
    'in/nobody.d.ts': '',
    'in/nobody.js': '',
  };
  await mkdir(join(folder, 'in'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await keepReached(folder, ['index.d.ts']);
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(['b.d.ts', 'c.d.ts', 'in', 'in/a.d.ts', 'in/nobody.js', 'index.d.ts']);
  await rm(folder, { recursive: true });
});
