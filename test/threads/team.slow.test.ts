import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { compiled } from '../../scratch/kernels/simd/engine.ts';
import { MatrixMemory } from '../../scratch/kernels/simd/memory.ts';
import { createSimd, instantiate } from '../../scratch/kernels/simd/simd.ts';
import { Team } from '../../scratch/kernels/simd/threads/team.ts';
import { packageRoot } from '../../src/host/package-root.ts';
import { normalMatrix } from '../scratch/kernels/every-kernel.ts';
import { exactly, hashAfter, SMALL, training } from './networks.ts';

const onTwo = () => training(SMALL, 'plain', 'float32', exactly(2));

/** What a process prints that runs this and then ends by itself, or it is a fault. */
async function program(body: string, ...flags: string[]): Promise<string> {
  const script = `import { exactly, hashAfter, SMALL, training } from './test/threads/networks.ts';${body}`;
  const args = [...flags, '--import', 'tsx', '--input-type=module', '--eval', script];
  return (await promisify(execFile)(process.execPath, args, { cwd: packageRoot(), timeout: 25_000 })).stdout;
}

describe('threads that share a step', () => {
  it('are told of once they did', () => {
    const { network, step } = onTwo();
    expect(network.ranOn()).toBeUndefined();
    while (network.ranOn() === undefined) step(0);
    expect(network.ranOn()).toBe('2 threads');
    network.dispose();
  });

  it('are not needed: jobs for helpers that never come are done by the caller', () => {
    const product = (helpers: number) => {
      const memory = new MatrixMemory('float32', 3);
      const wasm = instantiate('plain', memory);
      wasm.team(1 + helpers);
      const kernels = createSimd('plain');
      const [X, W] = [normalMatrix(kernels, 64, 100, 1), normalMatrix(kernels, 100, 70, 2)];
      const [x, w, b, Y] = [memory.matrix(64, 100), memory.matrix(100, 70), memory.matrix(1, 70), memory.matrix(64, 70)];
      x.data.set(X.data);
      w.data.set(W.data);
      wasm.affine(x.data.byteOffset, w.data.byteOffset, b.data.byteOffset, 1, Y.data.byteOffset, 64, 100, 70, memory.scratch);
      expect(wasm.taken()).toBe(0);
      return [...Y.data];
    };
    expect(product(2)).toEqual(product(0));
  });

  it('end when their network is disposed of', async () => {
    const memory = new MatrixMemory('float32', 3);
    const wasm = instantiate('plain', memory);
    const team = new Team(compiled('plain', 'float32'), memory.memory, wasm, exactly(3));
    team.begin(1);
    await vi.waitUntil(() => wasm.present() === 2, 10_000);
    team.disband();
    await vi.waitUntil(() => wasm.present() === 0, 10_000);
  });

  it('are each network’s own: two networks that take turns come to the same weights as one alone', () => {
    const alone = hashAfter(40, SMALL, 'plain', 'float32', exactly(1));
    const first = onTwo();
    while (first.network.ranOn() === undefined) first.step(0);
    expect(hashAfter(40, SMALL, 'plain', 'float32', exactly(2))).toBe(alone);
    first.step(1);
    expect(hashAfter(40, SMALL, 'plain', 'float32', exactly(2))).toBe(alone);
    first.network.dispose();
  });

  it('do not keep the program from ending, busy or asleep', async () => {
    const rest = 'await new Promise((resolve) => setTimeout(resolve, 300));';
    for (const pause of ['', rest]) {
      const said = await program(`
        const { network, step } = training(SMALL, 'plain', 'float32', exactly(3));
        while (network.ranOn() === undefined) step(0);
        ${pause}
        console.log(network.ranOn());`);
      expect(said).toBe('3 threads\n');
    }
  });

  it('sleep and go on in code that no compiler has optimised yet', async () => {
    const said = await program(`for (const threads of [2, 3]) console.log(hashAfter(300, SMALL, 'relaxed', 'float32', exactly(threads)));`, '--liftoff-only');
    const alone = hashAfter(300, SMALL, 'relaxed', 'float32', exactly(1));
    expect(said.trim().split('\n')).toEqual([alone, alone]);
  });
});
