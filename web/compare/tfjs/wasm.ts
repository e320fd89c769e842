import { setWasmPath } from '@tensorflow/tfjs-backend-wasm';
import { offer } from './offered.ts';

/** The binary in base64, put in by the build (bundle.ts): a page from a disk can fetch nothing. */
declare const MLP_COMPARE_TFJS_WASM: string;

/** The binary with SIMD on one thread, as the command line has it: the same bits, whatever the machine's cores. */
offer('wasm', 'SIMD, one thread', async (tf) => {
  const bytes = Uint8Array.from(atob(MLP_COMPARE_TFJS_WASM), (character) => character.charCodeAt(0));
  tf.env().platform.fetch = async () => new Response(bytes);
  setWasmPath('tfjs-backend-wasm-simd.wasm', true);
  return Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
});
