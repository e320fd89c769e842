// npm run build:kernels: writes the .wasm files that the 'simd' kernels load.
import { writeFileSync } from 'node:fs';
import { compile } from './compile.ts';
import { variants, wasmFile } from './engine.ts';

for (const variant of variants) {
  for (const dtype of ['float32', 'float64'] as const) writeFileSync(wasmFile(variant, dtype), await compile(variant, dtype));
}
