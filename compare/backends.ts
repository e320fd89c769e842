import type { RunSpec } from '../src/config.ts';
import { Fault, list, quoted } from '../src/fault.ts';
import type { Backend } from '../src/network.ts';
import { scratchBackend } from '../scratch/backend.ts';
import { tfjsBackend } from '../tfjs/backend.ts';
import { asWritten } from './explain/document.ts';

/** How each network that ships is made from a run's settings; the only place that names them. */
const SHIPPED: Readonly<Record<string, (spec: RunSpec) => Promise<Backend>>> = {
  scratch: ({ dtype, kernel }) => scratchBackend({ dtype, kernel }),
  document: async ({ dtype, kernel }) => asWritten(await scratchBackend({ dtype, kernel })),
  tfjs: ({ tfjsRuntime }) => tfjsBackend({ runtime: tfjsRuntime }),
};

/** @throws Fault if there is no network of that name, or this machine cannot run it */
export function createBackend(name: string, spec: RunSpec): Promise<Backend> {
  const make = SHIPPED[name];
  if (!make) throw new Fault(`There is no network ${quoted(name)}. There are ${list(Object.keys(SHIPPED))}.`);
  return make(spec);
}
