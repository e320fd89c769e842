import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/host/package-root.ts';
import { chooseRuntime, loadRuntime } from '../../tfjs/runtime.ts';

/** The packages of TensorFlow.js' own that a process has loaded once it has the runtime, or has asked what it is called. */
function loadedFor(runtime: string, how: 'loadRuntime' | 'chooseRuntime' = 'loadRuntime'): string[] {
  const program = `
    import { createRequire } from 'node:module';
    import { ${how} } from './tfjs/runtime.ts';
    await ${how}('${runtime}');
    const paths = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify([...new Set(paths.filter((path) => !path.endsWith('.json')).flatMap((path) => /@tensorflow.([\\w-]+)/.exec(path)?.[1] ?? []))].sort()));`;
  const answer = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { cwd: packageRoot(), encoding: 'utf8' });
  return JSON.parse(answer) as string[];
}

it('loads of TensorFlow.js what a network is made of: no converters, no reader of data, no WebGL', () => {
  expect(loadedFor('wasm')).toEqual(['tfjs-backend-wasm', 'tfjs-core', 'tfjs-layers']);
  expect(loadedFor('cpu')).toEqual(['tfjs-backend-cpu', 'tfjs-core', 'tfjs-layers']);
});

it('loads none of it to say what a runtime is called, which is what it is called once it is loaded', async () => {
  for (const runtime of ['wasm', 'cpu'] as const) {
    expect(loadedFor(runtime, 'chooseRuntime')).toEqual([]);
    const { description } = await chooseRuntime(runtime);
    const { tf } = await loadRuntime(runtime);
    expect(description).toContain(`TensorFlow.js ${tf.version_core}, ${tf.getBackend()} (`);
  }
});

it('is the one instance that others have of its core', async () => {
  const { tf } = await loadRuntime('cpu');
  expect((await import('@tensorflow/tfjs-core')).engine()).toBe(tf.engine());
});
