import { Worker } from 'node:worker_threads';

/**
 * Starts a module of the program in a worker thread, whether it runs compiled (.js) or from its sources (.ts, which a
 * worker on Node 20 only loads once tsx is registered inside it).
 * @param module without its ending, relative to `from`
 */
export function startWorker(module: string, from: string, workerData: unknown): Worker {
  const ending = from.endsWith('.ts') ? '.ts' : '.js';
  const url = new URL(module + ending, from);
  if (ending === '.js') return new Worker(url, { workerData });
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = `import(${tsx}).then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); })`;
  return new Worker(entry, { eval: true, workerData, execArgv: [] });
}
