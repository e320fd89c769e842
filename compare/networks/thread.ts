import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../src/fault.ts';
import type { Backend, FoundNetwork, Network } from '../../src/model/network.ts';
import { blame } from './blame.ts';
import { DEFINITIONS, HANDED_OUT } from './brought/definitions.ts';
import { type Ask, Channel } from './channel.ts';
import type { ModuleFile } from './load-module.ts';
import type { PluginOptions } from './options.ts';
import { createRemote, predictingInChunks } from './remote-network.ts';
import type { Answer } from './thread-host.ts';

/** Runs before anything else in the thread: TypeScript and 'mlp-compare/plugin' are understood from here on. */
const BOOTSTRAP = `
  const { workerData: { start } } = require('node:worker_threads');
  const { register } = require('node:module');
  if (start.given) register(start.load, { data: start.given }); // before tsx, which then makes JavaScript of what it is handed
  import(start.tsx)
    .then((tsx) => tsx.register())
    .then(() => register(start.hook))
    .then(() => import(start.host));
`;

/** Hands out, in place of a file, the text that is given; JavaScript, since it runs before TypeScript is understood. */
const LOAD_HOOK = `
  let given;
  export const initialize = (data) => { given = data; };
  export const load = (url, context, next) =>
    url.startsWith(given.url) ? { format: given.format, source: given.source, shortCircuit: true } : next(url, context);
`;

/** What the hook is given where the file is not loaded as it is. */
function handedInPlace({ path, definitions }: ModuleFile): Readonly<Record<string, unknown>> {
  if (definitions === undefined) return {};
  const format = new RegExp(`\\bmodule\\.exports\\.${HANDED_OUT}\\b`).test(definitions) ? 'commonjs' : 'module';
  const given = { url: `${pathToFileURL(path).href}?${DEFINITIONS}`, format, source: definitions };
  return { given, load: `data:text/javascript,${encodeURIComponent(LOAD_HOOK)}` };
}

export interface Closable {
  /** Ends the thread or process; nothing is left behind. */
  close(): Promise<void>;
}

/**
 * Networks made by a reader's module, in a thread of their own, where a hang can be ended.
 * @throws Fault if the module cannot be loaded, or its default export makes no networks
 */
export async function threadBackend(file: ModuleFile, name: string, options: PluginOptions): Promise<Backend & Closable> {
  const worker = startThread(file);
  const channel = new Channel(
    { send: (request) => worker.postMessage(request), kill: () => void worker.terminate() },
    { shown: file.shown, timeoutSeconds: options.timeoutSeconds },
  );
  listen(worker, channel, file, options);
  worker.unref(); // after listening, which would take hold of it again
  const close = async () => {
    options.signal?.removeEventListener('abort', close);
    channel.end(new Fault(`${file.shown}: it was closed.`));
    await worker.terminate();
  };
  options.signal?.addEventListener('abort', close);
  let found: FoundNetwork | undefined;
  try {
    found = (await channel.ask('load')) as FoundNetwork | undefined;
  } catch (fault) {
    await close();
    throw fault;
  }
  let created = 0;
  const ask: Ask = (method, parameters) => channel.ask(method, parameters);
  return {
    name,
    ...(found && { found }),
    description: `${file.shown} (your file, in a thread of its own)`,
    // guarded in the thread, where it is made
    create: async (model, training, initial) => predictingInChunks((await createRemote(ask, ++created, { model, training }, initial)) as Network, model),
    close,
  };
}

function startThread(file: ModuleFile): Worker {
  const sibling = (name: string) => new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href;
  const start = { tsx: import.meta.resolve('tsx/esm/api'), hook: sibling('resolve-hook'), ...handedInPlace(file), host: sibling('thread-host') };
  return new Worker(BOOTSTRAP, {
    eval: true,
    execArgv: ['--no-deprecation'], // of module.register, in Node 26
    workerData: { ...file, start },
  });
}

function listen(worker: Worker, channel: Channel, file: ModuleFile, options: PluginOptions): void {
  worker.on('message', (answer: Partial<Answer> | null) => {
    // a library of the reader's may post what it likes
    const { id, result, message, output } = answer ?? {};
    if (typeof output === 'string') options.onOutput?.(output);
    else channel.settle(id, typeof message === 'string' ? { fault: new Fault(message) } : { result });
  });
  worker.on('error', (error: unknown) => {
    const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    channel.end(
      memory
        ? new Fault(`${file.shown}: it ran out of memory ${channel.doing}. Does it keep every batch?`)
        : blame(error, `something that nobody waits for (is an await missing?), ${channel.doing},`, file.shown, file.cwd),
    );
  });
  worker.on('exit', (code) => {
    channel.end(new Fault(`${file.shown}: it ended its thread ${channel.doing}: process.exit(${code}).`));
  });
}
