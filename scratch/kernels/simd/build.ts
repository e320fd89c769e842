// npm run build:kernels: writes the .wasm files that the 'simd' kernels load.
import { writeFileSync } from 'node:fs';
import { compile } from './compile.ts';
import { variants, wasmFile } from './engine.ts';

for (const variant of variants) writeFileSync(wasmFile(variant), await compile(variant));
