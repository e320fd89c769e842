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
    const script = (rest: string) => `
      import { training, SMALL, exactly } from './test/threads/networks.ts';
      const { network, step } = training(SMALL, 'plain', 'float32', exactly(3));
      while (network.ranOn() === undefined) step(0);
      ${rest}
      console.log(network.ranOn());`;
    const ended = (rest: string) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script(rest)], { cwd: packageRoot(), timeout: 25_000 });
    for (const rest of ['', 'await new Promise((resolve) => setTimeout(resolve, 300));']) expect((await ended(rest)).stdout).toBe('3 threads\n');
  });
});
