import { Fault, list, nearest, quoted, suggestion } from '../../src/fault.ts';
import type { Threads } from '../../src/host/threads.ts';
import type { Backend } from '../../src/model/network.ts';
import type { RunSpec } from '../../src/run/config.ts';
import { setNativeEnvironment } from '../../tfjs/native/environment.ts';
import { asWritten } from './document.ts';
import { pluginBackend } from './plugin-backend.ts';

/** What decides how a network is made. */
export interface MakerSettings extends Pick<RunSpec, 'dtype' | 'kernel' | 'tfjsRuntime' | 'timeout' | 'verbose' | 'python' | 'style' | 'map' | 'runAll'> {
  /** That share a step, where its network can; one if absent. */
  readonly crew?: Threads | undefined;
  /** Ends the reader's own networks once it is aborted, so that nobody waits for one that hangs. */
  readonly signal?: AbortSignal | undefined;
}

/** How each network that ships is made from a run's settings, and loaded where it is wanted; the only place that names them. */
const SHIPPED: Readonly<Record<string, (spec: MakerSettings) => Promise<Backend>>> = {
  scratch,
  document: async (spec) => asWritten(await scratch(spec)),
  tfjs: async ({ tfjsRuntime, verbose }) => (await import('../../tfjs/backend.ts')).tfjsBackend({ runtime: tfjsRuntime, verbose }),
};

/** Whether a network of that name ships; any other is the reader's own. */
export function isShipped(name: string): boolean {
  return Object.hasOwn(SHIPPED, name);
}

async function scratch({ dtype, kernel, crew }: MakerSettings): Promise<Backend> {
  return (await import('../../scratch/backend.ts')).scratchBackend({ dtype, kernel, threads: crew });
}

/** To be called before the first worker thread is started: what a worker sets in the environment, native code never sees. */
export function prepareWorkers(): void {
  setNativeEnvironment();
}

/** Given what a network of the reader's own prints, where the run is to be verbose. */
export type OnOutput = (network: string, text: string) => void;

/**
 * Makes the networks of these names, hands them to `use` and closes them, whatever happens meanwhile, those too that are
 * there when another cannot be made. Nobody else makes any: so none is left open.
 * @throws Fault if there is none of that name, or this machine cannot run it
 */
export async function withBackends<T>(
  names: readonly string[],
  spec: MakerSettings,
  use: (backends: readonly Backend[]) => Promise<T>,
  onOutput?: OnOutput,
): Promise<T> {
  const made = await Promise.allSettled(names.map((name) => createBackend(name, spec, (text) => onOutput?.(name, text))));
  const backends = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const failed = made.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return await use(backends);
  } finally {
    await Promise.all(backends.map((backend) => backend.close?.()));
  }
}

/** The same, of one network. */
export async function withBackend<T>(name: string, spec: MakerSettings, use: (backend: Backend) => Promise<T>, onOutput?: OnOutput): Promise<T> {
  return withBackends([name], spec, ([backend]) => use(backend as Backend), onOutput);
}

/** A network's name, and what it is made by. */
export interface Named {
  readonly name: string;
  readonly settings: MakerSettings;
}

/** Loads, before a network is wanted, what it needs; of a reader's own nothing runs before it is asked for. */
export async function loadNetwork({ name, settings }: Named): Promise<void> {
  if (isShipped(name)) await withBackend(name, settings, async ({ prepare }) => void (await prepare?.()));
}

/**
 * The network of that name, or the reader's own: a file, './mine.ts', or a command, 'python3 mine.py'.
 * @throws Fault if there is none, or this machine cannot run it
 */
async function createBackend(name: string, spec: MakerSettings, onOutput: (text: string) => void): Promise<Backend> {
  const make = isShipped(name) ? SHIPPED[name] : undefined;
  if (make) return make(spec);
  if (/^[\w-]+$/.test(name)) {
    throw new Fault(
      `There is no network ${quoted(name)}.${suggestion(nearest(name, Object.keys(SHIPPED)))} There are ${list(Object.keys(SHIPPED))}; one of your own is named as a file, ` +
        "'./mine.ts' or 'mine.py', or a command, 'python3 mine.py'.",
    );
  }
  const { python, style, map, runAll, signal } = spec;
  return pluginBackend(name, { timeoutSeconds: spec.timeout, python, style, map, runAll, signal, ...(spec.verbose && { onOutput }) });
}
