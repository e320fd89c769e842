import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Variant } from './engine.ts';

const features: Record<Variant, readonly string[]> = {
  plain: ['threads', 'simd'],
  relaxed: ['threads', 'simd', 'relaxed-simd'],
};

/**
 * Compiles assembly/ into WebAssembly; the same source and compiler give the same bytes.
 * @throws Error with the compiler's messages.
 */
export async function compile(variant: Variant): Promise<Uint8Array> {
  const outFile = `${variant}.wasm`;
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--baseDir',
      fileURLToPath(new URL('./assembly/', import.meta.url)),
      '--outFile',
      outFile,
      ...features[variant].flatMap((feature) => ['--enable', feature]),
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
  if (error || !bytes) throw new Error(`${variant}: ${stderr.toString()}`, { cause: error });
  return bytes;
}
