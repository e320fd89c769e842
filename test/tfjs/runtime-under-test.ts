import { RUNTIMES } from '../../src/host/runtimes.ts';
import type { RuntimeName } from '../../tfjs/runtime.ts';

/** The runtime that MLP_TFJS_RUNTIME names (native, wasm, cpu), else the best there is: the suite runs on each. */
export function runtimeUnderTest(): RuntimeName {
  const name = process.env['MLP_TFJS_RUNTIME'] ?? 'auto';
  const known = RUNTIMES.find((runtime) => runtime === name);
  if (!known) throw new Error(`MLP_TFJS_RUNTIME must be one of ${RUNTIMES.join(', ')}, got '${name}'.`);
  return known;
}
