import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npzOf, readNpz } from '../../../../compare/networks/answers/npz.ts';
import type { Matrix } from '../../../../src/numbers/matrix.ts';
import { pythonWith } from '../python.ts';

const M: Matrix = { rows: 2, cols: 3, data: Float64Array.of(0.1, -2, 3e300, 4, NaN, -Infinity) };

describe('.npz', () => {
  it('reads back as it was written', () => {
    expect(readNpz(npzOf(new Map([['W1', M]])), 'a.npz')).toEqual(new Map([['W1', M]]));
  });

  it('is refused in one line where it is none, or holds what is no matrix', () => {
    expect(() => readNpz(Uint8Array.of(1, 2, 3), 'a.npz')).toThrow('a.npz: this is no .npz (');
    const bytes = npzOf(new Map([['W1', M]]));
    const at = Buffer.from(bytes).indexOf('<f8');
    bytes.set(Buffer.from('<c8'), at);
    expect(() => readNpz(bytes, 'a.npz')).toThrow("a.npz: W1.npy: expected a matrix or a vector of float64, float32 or integers, got 'c8' of 2 dimensions.");
  });

  const numpy = pythonWith('numpy');
  it.runIf(numpy.found)(`is NumPy's own, both ways, compressed, by columns, in float32 and integers${numpy.why}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlp-compare-npz-'));
    writeFileSync(join(folder, 'q.npz'), npzOf(new Map([['W1', M]])));
    const program = [
      'import numpy as np',
      "M = np.load('q.npz')['W1']",
      'assert M.shape == (2, 3) and M.dtype == np.float64 and M[0, 2] == 3e300, M',
      "np.savez_compressed('a.npz', plain=M, columns=np.asfortranarray(M), small=M.astype(np.float32), big=M.astype('>f8'), whole=np.array([[1, -2]]), vector=np.array([1.5, 2]), loss=0.25)",
    ].join('\n');
    const { status, stderr } = spawnSync('python3', ['-c', program], { cwd: folder, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const read = readNpz(readFileSync(join(folder, 'a.npz')), 'a.npz');
    rmSync(folder, { recursive: true });
    for (const name of ['plain', 'columns', 'big']) expect(read.get(name), name).toEqual(M);
    expect(read.get('small')).toEqual({ ...M, data: Float64Array.from(M.data, Math.fround) });
    expect(read.get('whole')).toEqual({ rows: 1, cols: 2, data: Float64Array.of(1, -2) });
    expect(read.get('vector')).toEqual({ rows: 2, cols: 1, data: Float64Array.of(1.5, 2) });
    expect(read.get('loss')).toEqual({ rows: 1, cols: 1, data: Float64Array.of(0.25) });
  });
});
