import { describe, expect, it } from 'vitest';
import { parityCorners } from '../../../../src/data/generate/parity-corners.ts';

const FEATURES = 100;
const dataset = parityCorners({ rows: 10_000, features: FEATURES, seed: 8 });
const row = (r: number): Float64Array => dataset.X.data.slice(r * FEATURES, (r + 1) * FEATURES) as Float64Array;
const rows = Array.from(dataset.y, (label, r) => ({ x: row(r), label }));

describe('parity corners', () => {
  it('holds as many rows of either class, but for luck', () => {
    const odd = rows.filter(({ label }) => label === 1).length;
    expect(Math.abs(odd - 5000)).toBeLessThan(4 * 50); // 4 standard deviations of a fair coin's
  });

  it('has features of mean 0 whose variances are |M_c|²/4 + 0.55², 1.3025 expected', () => {
    const variances = Array.from({ length: FEATURES }, (_, c) => {
      const column = rows.map(({ x }) => x[c]!);
      expect(Math.abs(mean(column))).toBeLessThan(0.1);
      return variance(column);
    });
    expect(Math.abs(mean(variances) - 1.3025)).toBeLessThan(0.3); // of 400 squared normals: ± 0.07
  });

  it('tells the classes by no single feature: each mean is the same in both', () => {
    for (let c = 0; c < FEATURES; c++) {
      const of = (label: number) => mean(rows.filter((each) => each.label === label).map(({ x }) => x[c]!));
      expect(Math.abs(of(0) - of(1))).toBeLessThan(0.12); // 4 standard errors
    }
  });

  it('lies about 16 corners, whose labels are those of a cube: all that are an edge away are of the other class', () => {
    const clusters = clustered(rows.slice(0, 2000));
    expect(clusters).toHaveLength(16);
    for (const { labels } of clusters) expect(Math.abs(mean(labels) - 0.5)).toBeGreaterThan(0.45); // 95 % of one class
    for (const { centre, labels } of clusters) {
      const nearest = [...clusters].sort((a, b) => distance(a.centre, centre) - distance(b.centre, centre)).slice(1, 5);
      for (const edge of nearest) expect(Math.round(mean(edge.labels))).toBe(1 - Math.round(mean(labels)));
    }
  });

  it('has within a corner the variance 1/(3² + 1)·|M_c|²/4 + 0.55², 0.4025 expected', () => {
    const within = clustered(rows.slice(0, 2000)).flatMap(({ centre, members }) => members.map((x) => distance(x, centre) / FEATURES));
    expect(Math.abs(mean(within) - 0.4025)).toBeLessThan(0.03);
  });

  it('is the same rows on every machine', () => {
    const { X, y, ...names } = parityCorners({ rows: 16, features: FEATURES, seed: 8 });
    expect({ labels: [...y], first: [...X.data.subarray(0, 4)], last: [...X.data.subarray(-4)] }).toEqual(GOLDEN);
    expect([X.data.length, X.data]).toEqual([16 * FEATURES, expect.any(Float64Array)]);
    expect(names).toEqual({ name: 'parity corners', classes: ['even', 'odd'], features: Array.from({ length: FEATURES }, (_, c) => `x${c + 1}`) });
  });

  it('begins with the same rows however many are asked for, and differs under another seed', () => {
    const fewer = parityCorners({ rows: 10, features: FEATURES, seed: 8 });
    expect(fewer.X.data).toEqual(dataset.X.data.slice(0, 10 * FEATURES));
    expect(parityCorners({ rows: 10, features: FEATURES, seed: 9 }).X.data).not.toEqual(fewer.X.data);
  });
});

/** Written down from the first run, after the tests above had passed. */
const GOLDEN = {
  labels: [1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1],
  first: [1.3482, -1.9124, 0.836, -0.4473],
  last: [1.5803, -0.3092, -0.9353, -1.2171],
};

interface Cluster {
  centre: Float64Array;
  members: Float64Array[];
  labels: number[];
}

/** k-means without a k: a row that is far from every cluster begins one. Then three rounds of going to the nearest. */
function clustered(samples: readonly { x: Float64Array; label: number }[]): Cluster[] {
  const FAR = 1.2 * FEATURES; // two rows of a corner are 0.8 a feature apart, squared, of two corners an edge apart 1.7 ± 0.2
  let centres: Float64Array[] = [];
  for (const { x } of samples) if (centres.every((centre) => distance(x, centre) > FAR)) centres.push(x);
  let clusters: Cluster[] = [];
  for (let round = 0; round < 4; round++) {
    clusters = centres.map((centre) => ({ centre, members: [], labels: [] }));
    for (const { x, label } of samples) {
      const nearest = clusters.reduce((a, b) => (distance(x, b.centre) < distance(x, a.centre) ? b : a));
      nearest.members.push(x);
      nearest.labels.push(label);
    }
    clusters = clusters.filter(({ members }) => members.length > samples.length / 100);
    clusters = clusters.filter(({ centre }, k) => clusters.findIndex((other) => distance(other.centre, centre) < FAR / 2) === k); // twins
    centres = clusters.map(({ members }) => Float64Array.from(members[0]!, (_, c) => mean(members.map((x) => x[c]!))));
  }
  return clusters;
}

/** Squared. */
function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}
