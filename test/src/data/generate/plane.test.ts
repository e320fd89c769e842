import { describe, expect, it } from 'vitest';
import { isPlaneSet, planeRows, planeSet } from '../../../../src/data/generate/plane.ts';
import { PLANE_SETS } from '../../../../src/data/generate/plane-sets.ts';
import { Fault } from '../../../../src/fault.ts';

const points = (name: string, rows = 2000, seed = 8) => {
  const { X, y } = planeRows(name, rows, seed);
  return Array.from(y, (label, r) => ({ label, x: X.data[2 * r]!, y: X.data[2 * r + 1]! }));
};

describe('the generated sets of the plane', () => {
  it.each([
    ['xor', [-0.9244213104248047, -0.5590183138847351, -0.820833683013916, 0.8098127841949463]],
    ['moons', [0.8934117555618286, 0.5640648007392883, 0.5839759707450867, -0.5201334953308105]],
    ['circles', [-0.6633329391479492, -0.6704756021499634, 0.0053038643673062325, 0.484647274017334]],
    ['spirals', [0.7023996710777283, -0.2587652802467346, -0.4329072833061218, -0.7966269850730896]],
  ])('%s is the same numbers on every machine', (name, first) => {
    expect([...planeRows(name, 2, 8).X.data]).toEqual(first);
  });

  it.each(PLANE_SETS)('%s: 1000 rows and 500, two features in float32, both classes alike', (name) => {
    const { train, test } = planeSet(name);
    for (const [{ X, y, classes, features }, rows] of [
      [train, 1000],
      [test, 500],
    ] as const) {
      expect([X.rows, X.cols, classes, features]).toEqual([rows, 2, ['0', '1'], ['x', 'y']]);
      expect(y.filter((label) => label === 1).length).toBe(rows / 2);
      expect(X.data).toBeInstanceOf(Float32Array);
    }
    expect(train).toEqual({ ...planeRows(name, 1000, 8, 'train'), name: `${name} (train)` });
    expect(test).toEqual({ ...planeRows(name, 500, 8, 'test'), name: `${name} (test)` });
    expect(train.X.data.slice(0, 1000)).not.toEqual(test.X.data); // rows of its own to test with
  });

  it.each(PLANE_SETS)('%s: the first rows do not depend on how many are asked for, and every seed has its own', (name) => {
    expect([...planeRows(name, 50, 3).X.data]).toEqual([...planeRows(name, 500, 3).X.data.slice(0, 100)]);
    expect([...planeRows(name, 50, 3).X.data]).not.toEqual([...planeRows(name, 50, 4).X.data]);
  });

  it('xor: class 1 has coordinates of opposite signs', () => {
    const right = points('xor').filter(({ label, x, y }) => (x * y < 0 ? 1 : 0) === label);
    expect(right.length / 2000).toBeGreaterThan(0.99); // the noise carries 1 in 600 over an axis
    expect(new Set(points('xor').map(({ x, y }) => `${Math.sign(x)},${Math.sign(y)}`)).size).toBe(4);
  });

  it('circles: radius 1 and radius 0.5', () => {
    const mean = (label: number) => {
      const radii = points('circles')
        .filter((point) => point.label === label)
        .map(({ x, y }) => Math.hypot(x, y));
      return radii.reduce((a, b) => a + b) / radii.length;
    };
    expect(mean(0)).toBeCloseTo(Math.sqrt(1 + 0.01), 2); // E|r| of N(r, 0.1²) in the plane ≈ √(r² + σ²)
    expect(mean(1)).toBeCloseTo(Math.sqrt(0.25 + 0.01), 2);
  });

  it('moons: each half circle lies on its side of its middle', () => {
    for (const { label, x, y } of points('moons')) {
      const [dx, dy] = label === 0 ? [x, y] : [x - 1, y - 0.5];
      expect(Math.abs(Math.hypot(dx, dy) - 1)).toBeLessThan(0.6);
      expect(label === 0 ? dy : -dy).toBeGreaterThan(-0.6);
    }
  });

  it('spirals: the arms, unrolled, are half a turn apart', () => {
    for (const { label, x, y } of points('spirals')) {
      const radius = Math.hypot(x, y);
      const angle = Math.atan2(y, x) - 2 * Math.PI * 1.25 * radius - label * Math.PI;
      const off = Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));
      expect(off).toBeLessThan(1.5); // the other arm is π away
    }
  });

  it('are known by name, and by no name inherited from Object', () => {
    expect(PLANE_SETS.every(isPlaneSet)).toBe(true);
    expect(isPlaneSet('toString')).toBe(false);
    expect(() => planeRows('squares', 1, 1)).toThrow(new Fault("There is no generated set 'squares'. There are xor, moons, circles, spirals."));
  });
});
