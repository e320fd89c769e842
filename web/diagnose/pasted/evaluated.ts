import * as plugin from '../../../compare/networks/plugin.ts';
import { Fault, quoted } from '../../../src/fault.ts';
import { SHOWN } from '../program.ts';

/** Errors name this file, with the lines of what was pasted. */
const ADDRESS = `file:///${SHOWN}`;

/** What a program exports once it has run. Its lines are those of the text that was pasted. @throws whatever it throws */
export async function evaluated(code: string): Promise<Record<string, unknown>> {
  const module = { exports: {} as Record<string, unknown> };
  // biome-ignore lint/security/noGlobalEval: this is the one place that runs what was pasted, and it is in the sandbox
  const run = globalThis.eval(`(async function (require, module, exports) {${code}\n})\n//# sourceURL=${ADDRESS}`) as (
    require: (name: string) => unknown,
    module: { exports: Record<string, unknown> },
    exports: Record<string, unknown>,
  ) => Promise<void>;
  const own = module.exports;
  await run(required, module, own);
  return module.exports === own ? own : { default: module.exports };
}

function required(name: string): unknown {
  if (name === 'mlp-compare/plugin') return plugin;
  throw new Fault(
    `${SHOWN}: it imports ${quoted(name)}; on this page only 'mlp-compare/plugin' can be imported. Paste what it needs of that file along with it.`,
  );
}
