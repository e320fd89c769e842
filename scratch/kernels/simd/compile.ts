import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Dtype } from '../../../src/numbers/matrix.ts';
import type { Variant } from './engine.ts';

const builds: Record<Variant, { readonly features: readonly string[]; readonly tileVectors: 2 | 4 }> = {
  plain: { features: ['threads', 'simd'], tileVectors: 2 },
  relaxed: { features: ['threads', 'simd', 'relaxed-simd'], tileVectors: 2 },
  wide: { features: ['threads', 'simd', 'relaxed-simd'], tileVectors: 4 },
};

/**
 * Compiles assembly/ into WebAssembly; the same source and compiler give the same bytes.
 * @throws Error with the compiler's messages.
 */
export async function compile(variant: Variant, dtype: Dtype = 'float32'): Promise<Uint8Array> {
  const outFile = `${variant}.wasm`;
  const { features, tileVectors } = builds[variant];
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      dtype === 'float32' ? 'index.ts' : 'index64.ts',
      '--baseDir',
      fileURLToPath(new URL('./assembly/', import.meta.url)),
      '--outFile',
      outFile,
      ...features.flatMap((feature) => ['--enable', feature]),
      '--use',
      `TILE_VECTORS=${tileVectors}`,
      '--use',
      `Real=${dtype === 'float32' ? 'f32' : 'f64'}`,
      '--optimizeLevel',
      '3',
      '--shrinkLevel',
      '0',
      '--converge',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--sharedMemory',
      '--initialMemory',
      '1',
      '--maximumMemory',
      '65536',
      '--disableWarning',
      '112', // vectors are passed between our own functions alone, never to JavaScript
    ],
    {
      writeFile: (name, contents) => {
        if (name === outFile) bytes = contents as Uint8Array;
      },
    },
  );
  if (error || !bytes) throw new Error(`${variant}, ${dtype}: ${stderr.toString()}`, { cause: error });
  return bytes;
}
