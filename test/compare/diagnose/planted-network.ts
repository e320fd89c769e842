import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend, Network } from '../../../src/model/network.ts';
import type { LayerWeights } from '../../../src/model/tensors.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';

/** One mistake to plant, in one layer (1, 2, …) or in all, with its number where it has one. */
export interface Bug {
  readonly bug: string;
  readonly layer?: number;
  readonly value?: number;
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: string;
  W: number[]; // flat, W[i * outputs + j]
  b: number[];
}

/**
 * A multi-layer perceptron written as a reader might write one: sample by sample, in plain arrays, sharing no code with
 * the program. It is right, but for the bugs that are planted in it.
 */
export class PlantedNetwork implements Network {
  private layers: Layer[];
  private readonly bugs: readonly Bug[];
  private readonly r: (value: number) => number;
  private velocity: number[][][] | undefined;
  private squares: number[][][] | undefined;
  private steps = 0;
  private firstRows = 0;
  private shuffleSeed = 12345;
  private given: readonly LayerWeights[] | undefined;

  constructor(model: ModelSpec, initial: readonly LayerWeights[], bugs: readonly Bug[], float32: boolean) {
    this.bugs = bugs;
    this.r = float32 ? Math.fround : (value) => value;
    const widths = [model.inputs, ...model.hidden.map(({ units }) => units), model.output.kind === 'softmax' ? model.output.classes : 1];
    const activations = [...model.hidden.map(({ activation }) => activation), 'linear'];
    this.layers = activations.map((activation, l) => ({ activation, inputs: widths[l]!, outputs: widths[l + 1]!, W: [], b: [] }));
    this.take(initial, true);
  }

  /** The bug of that name, if it is planted in layer l (0, 1, …). */
  private has(bug: string, l?: number): Bug | undefined {
    return this.bugs.find((planted) => planted.bug === bug && (planted.layer === undefined || l === undefined || planted.layer === l + 1));
  }

  private get depth(): number {
    return this.layers.length;
  }

  private take(weights: readonly LayerWeights[], first: boolean): void {
    if (this.has('keeps-given')) this.given = weights;
    if (this.has('set-ignored') && !first) return;
    weights.forEach(({ W, b }, l) => {
      const layer = this.layers[l]!;
      layer.W = Array.from(W.data);
      if (this.has('transposed-in')) layer.W = otherWay(layer.W, layer.outputs, layer.inputs);
      if (!(this.has('set-biases-ignored') && !first)) layer.b = Array.from(b.data);
      if (this.has('initial-bias-zero')) layer.b = layer.b.map(() => 0);
    });
  }

  /** What is kept may have been altered by whoever gave it. */
  private refresh(): void {
    this.given?.forEach(({ W, b }, l) => {
      this.layers[l]!.W = Array.from(W.data);
      this.layers[l]!.b = Array.from(b.data);
    });
  }

  setWeights(weights: readonly LayerWeights[]): void {
    this.take(weights, false);
  }

  private views: LayerWeights[] | undefined;

  weights(): LayerWeights[] {
    this.refresh();
    if (this.has('views')) {
      this.views?.forEach(({ W, b }, l) => {
        this.layers[l]!.W = Array.from(W.data);
        this.layers[l]!.b = Array.from(b.data);
      });
    }
    const out = this.layers.map(({ W, b, inputs, outputs }) => ({
      W: { rows: inputs, cols: outputs, data: Float64Array.from(this.has('transposed-out') ? otherWay(W, inputs, outputs) : W) },
      b: { rows: 1, cols: outputs, data: Float64Array.from(b) },
    }));
    if (this.has('views')) this.views = out;
    return out;
  }

  private indexOf(l: number, i: number, j: number): number {
    const { inputs, outputs } = this.layers[l]!;
    return this.has('kept-as-out-in') ? j * inputs + i : i * outputs + j;
  }

  // ---- forward ----

  private f(l: number, z: number): number {
    return value(this.activationOf(l), z, this.has('activation-leaky', l)?.value ?? 0);
  }

  private activationOf(l: number): string {
    const layer = this.layers[l]!;
    if (l === this.depth - 1) return 'linear';
    if (layer.activation === 'relu' && this.has('activation-leaky', l)) return 'leaky';
    for (const name of ['tanh', 'relu', 'sigmoid', 'linear', 'elu', 'softplus']) if (this.has(`activation-${name}`, l)) return name;
    return layer.activation;
  }

  private rowsOf(X: Matrix, purpose: 'predict' | 'step'): number[][] {
    let rows = Array.from({ length: X.rows }, (_, n) => Array.from(X.data.subarray(n * X.cols, (n + 1) * X.cols)));
    if (this.has('standardised-again') || (this.has('standardised-again-step') && purpose === 'step')) {
      for (let c = 0; c < X.cols; c++) {
        const column = rows.map((row) => row[c]!);
        const mean = column.reduce((a, b) => a + b, 0) / X.rows;
        const std = Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / X.rows);
        rows = rows.map((row) => row.map((x, k) => (k === c ? this.r((x - mean) / (std + 1e-8)) : x)));
      }
    }
    if (this.has('scaled-again')) rows = rows.map((row) => row.map((x) => this.r(x / 255)));
    return rows;
  }

  private forward(x: number[]): { z: number[][]; a: number[][] } {
    const a = [x];
    const z: number[][] = [];
    this.layers.forEach((layer, l) => {
      const below = a[l]!;
      const zl = Array.from({ length: layer.outputs }, (_, j) => {
        let sum = this.has('no-bias', l) ? 0 : layer.b[j]!;
        for (let i = 0; i < layer.inputs; i++) {
          const at = this.has('forward-transposed', l) ? j * layer.inputs + i : this.indexOf(l, i, j);
          sum = this.r(sum + below[i]! * layer.W[at]!);
        }
        return sum;
      });
      z.push(zl);
      let al = zl.map((v) => this.r(this.f(l, v)));
      if (l === this.depth - 1) {
        for (const name of ['relu', 'tanh', 'sigmoid'])
          if (this.has(`logits-${name}`) || this.has(`logits-${name}-one-way`)) al = zl.map((v) => this.r(value(name, v, 0)));
        if (layer.outputs > 1 && (this.has('logits-softmax') || this.has('logits-softmax-one-way'))) al = softmax(zl);
      }
      a.push(al);
    });
    return { z, a };
  }

  predict(X: Matrix): Matrix {
    this.refresh();
    const K = this.layers.at(-1)!.outputs;
    const out = this.rowsOf(X, 'predict').map((x) => {
      const logits = this.forward(x).a.at(-1)!;
      if (this.has('predict-probabilities')) return K === 1 ? [1 / (1 + Math.exp(-logits[0]!))] : softmax(logits);
      if (this.has('predict-log-probabilities') && K > 1) return softmax(logits).map(Math.log);
      return logits;
    });
    return { rows: X.rows, cols: K, data: Float64Array.from(out.flat()) };
  }

  /** The hidden layers' activations, which the seam may ask for. */
  hidden(X: Matrix): Matrix[] {
    const passes = this.rowsOf(X, 'predict').map((x) => this.forward(x).a);
    return this.layers.slice(0, -1).map(({ outputs }, l) => ({ rows: X.rows, cols: outputs, data: Float64Array.from(passes.flatMap((a) => a[l + 1]!)) }));
  }

  // ---- loss ----

  private probabilities(logits: number[][], forGradient: boolean): number[][] {
    const K = logits[0]!.length;
    const unshifted = this.has('unshifted') || (forGradient && this.has('unshifted-gradient'));
    if (K === 1) return logits.map(([z]) => [unshifted ? Math.exp(z!) / (1 + Math.exp(z!)) : 1 / (1 + Math.exp(-z!))]);
    if (unshifted) {
      return logits.map((row) => {
        const e = row.map(Math.exp);
        const sum = e.reduce((a, b) => a + b);
        return e.map((v) => v / sum);
      });
    }
    if (this.has('batch-axis') || (forGradient && this.has('batch-axis-gradient'))) {
      const columns = Array.from({ length: K }, (_, k) => softmax(logits.map((row) => row[k]!)));
      return logits.map((_, n) => columns.map((column) => column[n]!));
    }
    if (this.has('softmax-twice') || this.has('softmax-twice-through')) return logits.map((row) => softmax(softmax(row)));
    return logits.map(softmax);
  }

  private targets(y: ArrayLike<number>): number[][] {
    const K = this.layers.at(-1)!.outputs;
    let labels = Array.from(y);
    const B = labels.length;
    if (this.has('label-next-row')) labels = labels.map((_, n) => y[(n + 1) % B]!);
    if (this.has('labels-reversed')) labels.reverse();
    if (this.has('labels-shuffled')) {
      for (let n = B - 1; n > 0; n--) {
        this.shuffleSeed = (this.shuffleSeed * 1103515245 + 12345) % 2147483648;
        const m = Math.floor((this.shuffleSeed / 2147483648) * (n + 1));
        [labels[n], labels[m]] = [labels[m]!, labels[n]!];
      }
    }
    if (K === 1) return labels.map((label) => [this.has('labels-flipped') ? 1 - label : label]);
    return labels.map((label) => {
      const column = this.has('one-hot-next')
        ? (label + 1) % K
        : this.has('one-hot-previous')
          ? (label + K - 1) % K
          : this.has('one-hot-from-one')
            ? label - 1
            : label;
      return Array.from({ length: K }, (_, k) => (k === column ? 1 : 0));
    });
  }

  private rowLoss(logits: number[], p: number[], t: number[]): number {
    const K = t.length;
    const plus = this.has('log-plus') ?? this.has('log-plus-through');
    const clip = this.has('log-clip') ?? this.has('log-clip-through');
    const viaP =
      plus ??
      clip ??
      this.has('log-of-zero') ??
      this.has('unshifted') ??
      (K > 1 ? (this.has('batch-axis') ?? this.has('softmax-twice') ?? this.has('softmax-twice-through')) : undefined);
    const squared = this.has('loss-squared') ?? this.has('squared-error');
    if (squared) return p.reduce((sum, v, k) => sum + (v - t[k]!) ** 2, 0);
    if (viaP) {
      const e = viaP.value ?? 0;
      const log = plus ? (v: number) => Math.log(v + e) : clip ? (v: number) => Math.log(Math.min(1 - e, Math.max(e, v))) : Math.log;
      if (K === 1) return t[0] === 1 ? -log(p[0]!) : -log(1 - p[0]!);
      return -t.reduce((sum, v, k) => (v === 0 ? sum : sum + v * log(p[k]!)), 0);
    }
    if (K === 1) {
      const z = logits[0]!;
      if (this.has('positive-term-loss') || this.has('positive-term')) return t[0] === 1 ? softplus(-z) : 0;
      return t[0] === 1 ? softplus(-z) : softplus(z);
    }
    const max = Math.max(...logits);
    const lse = Math.log(logits.reduce((sum, z) => sum + Math.exp(z - max), 0)) + max;
    return t.reduce((sum, v, k) => sum + v * (lse - logits[k]!), 0);
  }

  private meanLoss(losses: number[], B: number): number {
    const sum = losses.reduce((a, b) => a + b, 0);
    const K = this.layers.at(-1)!.outputs;
    if (this.has('loss-summed') || this.has('sum-both')) return sum;
    if (this.has('loss-mean-twice')) return sum / B / B;
    if (this.has('loss-nominal')) return sum / this.has('loss-nominal')!.value!;
    if (this.has('nominal-both')) return sum / this.has('nominal-both')!.value!;
    if (this.has('loss-classes') || this.has('classes-both')) return sum / (B * K);
    if (this.has('loss-factor')) return (sum / B) * this.has('loss-factor')!.value!;
    if (this.has('loss-sign')) return -sum / B;
    return sum / B;
  }

  /** ∂L/∂logits of one row, before the mean. */
  private rowGradient(p: number[], t: number[], logits: number[]): number[] {
    const d = p.map((v, k) => v - t[k]!);
    const through = this.has('log-plus-through') ?? this.has('log-clip-through');
    if (through) {
      const e = through.value!;
      const slope = through.bug === 'log-plus-through' ? (v: number) => 1 / (v + e) : (v: number) => (v < e || v > 1 - e ? 0 : 1 / v);
      if (p.length === 1) return [p[0]! * (1 - p[0]!) * (t[0] === 1 ? -slope(p[0]!) : slope(1 - p[0]!))];
      return jacobian(
        p,
        t.map((v, k) => (v === 0 ? 0 : -v * slope(p[k]!))),
      );
    }
    if (this.has('positive-term') && p.length === 1) return t[0] === 1 ? d : [0];
    if (this.has('no-labels')) return p;
    if (this.has('jacobian-diagonal') && p.length > 1) return p.map((v, k) => -t[k]! * (1 - v));
    if (this.has('jacobian-twice')) return jacobian(p, d);
    if (this.has('jacobian-diagonal-twice')) return d.map((v, k) => v * p[k]! * (1 - p[k]!));
    if (this.has('squared-error') || this.has('squared-error-gradient'))
      return jacobian(
        p,
        d.map((v) => 2 * v),
      );
    if (this.has('softmax-twice-through') && p.length > 1) return jacobian(softmax(logits), d);
    if (this.has('sign')) return d.map((v) => -v);
    if (this.has('factor-two')) return d.map((v) => 2 * v);
    if (this.has('mse-mean')) return d.map((v) => (2 * v) / p.length);
    return d;
  }

  private divisor(B: number): number {
    if (this.has('sum-gradient') || this.has('sum-both')) return 1;
    if (this.has('divided-twice')) return B * B;
    if (this.has('nominal')) return this.has('nominal')!.value!;
    if (this.has('nominal-both')) return this.has('nominal-both')!.value!;
    if (this.has('first-batch')) return this.firstRows;
    if (this.has('classes-gradient') || this.has('classes-both')) return B * this.layers.at(-1)!.outputs;
    return B;
  }

  // ---- step ----

  step(X: Matrix, y: Uint32Array, learningRate: number): number {
    this.refresh();
    const B = X.rows;
    if (this.steps === 0) this.firstRows = B;
    const passes = this.rowsOf(X, 'step').map((x) => this.forward(x));
    const logits = passes.map(({ a }) => a.at(-1)!);
    const targets = this.targets(y);
    const pLoss = this.probabilities(logits, false);
    const loss = this.meanLoss(
      logits.map((row, n) => this.rowLoss(row, pLoss[n]!, targets[n]!)),
      B,
    );

    const p = this.probabilities(logits, true);
    const dLogits = logits.map((row, n) => this.rowGradient(p[n]!, targets[n]!, row).map((v) => this.r(v / this.divisor(B))));
    const { dW, db } = this.backward(passes, dLogits, learningRate, B);
    if (this.has('short-dropped') && B < this.has('short-dropped')!.value!) return this.done(X, y, loss);
    if (this.has('shorter-dropped') && B < this.firstRows) return this.done(X, y, loss);
    const penalty = this.penalty();
    this.update(dW, db, learningRate);
    this.steps++;
    if (this.has('loss-after')) return this.done(X, y, this.lossNow(X, targets));
    return this.done(X, y, this.has('loss-zero') ? 0 : loss + penalty);
  }

  private done(X: Matrix, y: Uint32Array, loss: number): number {
    if (this.has('alters-x')) X.data.forEach((x, i) => (X.data[i] = x * 2));
    if (this.has('alters-y')) y[0] = y[0] === 0 ? 1 : 0;
    this.given?.forEach(({ W, b }, l) => {
      W.data.set(this.layers[l]!.W);
      b.data.set(this.layers[l]!.b);
    });
    this.views?.forEach(({ W, b }, l) => {
      W.data.set(this.layers[l]!.W);
      b.data.set(this.layers[l]!.b);
    });
    return loss;
  }

  private lossNow(X: Matrix, targets: number[][]): number {
    const logits = this.rowsOf(X, 'step').map((x) => this.forward(x).a.at(-1)!);
    const p = this.probabilities(logits, false);
    return this.meanLoss(
      logits.map((row, n) => this.rowLoss(row, p[n]!, targets[n]!)),
      X.rows,
    );
  }

  private penalty(): number {
    const decay = this.has('decay-loss');
    return decay ? (decay.value! / 2) * this.layers.reduce((sum, { W }) => sum + W.reduce((s, w) => s + w * w, 0), 0) : 0;
  }

  private backward(passes: { z: number[][]; a: number[][] }[], dLogits: number[][], learningRate: number, B: number): { dW: number[][]; db: number[][] } {
    const dW = this.layers.map(({ W }) => W.map(() => 0));
    const db = this.layers.map(({ b }) => b.map(() => 0));
    let dA = dLogits.map((row) => row);
    for (let l = this.depth - 1; l >= 0; l--) {
      const { inputs, outputs, W } = this.layers[l]!;
      if (this.has('mean-every-layer')) dA = dA.map((row) => row.map((v) => v / B));
      const dZ = passes.map(({ z, a }, n) => dA[n]!.map((_, j) => this.r(this.backThrough(l, dA[n]!, j, z, a))));
      const dOwn = this.has('before-derivative', l) && l < this.depth - 1 ? dA : dZ;
      passes.forEach(({ z, a }, n) => {
        for (let j = 0; j < outputs; j++) {
          const d = dOwn[n]![j]!;
          db[l]![j] = this.r(db[l]![j]! + d);
          for (let i = 0; i < inputs; i++) {
            let input = a[l]![i]!;
            if (this.has('dw-from-z', l) && l > 0) input = z[l - 1]![i]!;
            if (this.has('dw-from-output', l) && inputs === outputs) input = a[l + 1]![i]!;
            const at = this.has('dw-transposed', l) ? j * inputs + i : this.indexOf(l, i, j);
            dW[l]![at] = this.r(dW[l]![at]! + input * d);
          }
        }
      });
      if (this.has('linear-mean') || this.has('dw-mean')) dW[l] = dW[l]!.map((g) => this.r(g / B));
      if (this.has('linear-mean') || this.has('db-mean', l)) db[l] = db[l]!.map((g) => this.r(g / B));
      if (this.has('db-missing', l)) db[l] = db[l]!.map(() => 0);
      if (this.has('dw-missing', l)) dW[l] = dW[l]!.map(() => 0);
      const through = this.has('early-update') ? W.map((w, i) => this.r(w - this.r(learningRate * dW[l]![i]!))) : W;
      dA = dZ.map((row) =>
        Array.from({ length: inputs }, (_, i) => {
          let sum = 0;
          for (let j = 0; j < outputs; j++) sum = this.r(sum + row[j]! * through[this.has('back-through-w', l) ? j * inputs + i : this.indexOf(l, i, j)]!);
          return this.has('mean-between') ? sum / B : this.has('not-passed') ? 0 : sum;
        }),
      );
    }
    return { dW, db };
  }

  /** dA (a row) → dZ[j] of layer l. */
  private backThrough(l: number, row: number[], j: number, z: number[][], a: number[][]): number {
    const d = row[j]!;
    const name = this.activationOf(l);
    const zj = z[l]![j]!;
    const aj = a[l + 1]![j]!;
    if (l === this.depth - 1) {
      if (this.has('logits-softmax') && row.length > 1) return jacobian(a[l + 1]!, row)[j]!;
      for (const f of ['relu', 'tanh', 'sigmoid']) if (this.has(`logits-${f}`)) return d * slope(f, zj, 0);
      return d;
    }
    if (this.has('mask-missing', l)) return d;
    if (name === 'relu') {
      if (this.has('mask-inverted', l)) return zj > 0 ? 0 : d;
      if (this.has('mask-of-gradient', l)) return d > 0 ? d : 0;
      if (this.has('mask-zero-one', l)) return zj >= 0 ? d : 0;
      if (this.has('mask-zero-half', l)) return zj > 0 ? d : zj === 0 ? d / 2 : 0;
      if (this.has('mask-leaky', l)) return zj > 0 ? d : d * this.has('mask-leaky', l)!.value!;
    }
    if (this.has('mask-below', l) && l > 0 && a[l]!.length === a[l + 1]!.length) return d * slopeAt(name, z[l - 1]![j]!, a[l]![j]!);
    if (this.has('mask-above', l) && a[l + 2]!.length === a[l + 1]!.length) return d * slopeAt(name, z[l + 1]![j]!, a[l + 2]![j]!);
    if (this.has('slope-at-z', l) && name !== 'relu') return d * (name === 'tanh' ? 1 - zj * zj : zj * (1 - zj));
    if (this.has('slope-at-a', l)) return d * slope(name, aj, 0);
    if (this.has('slope-of-tanh', l)) return d * (1 - aj * aj);
    if (this.has('slope-of-sigmoid', l)) return d * aj * (1 - aj);
    if (this.has('slope-of-relu', l)) return zj > 0 ? d : 0;
    return d * slope(name, zj, this.has('activation-leaky', l)?.value ?? 0);
  }

  private update(dW: number[][], db: number[][], asked: number): void {
    const decay = this.has('decay') ?? this.has('decay-biases') ?? this.has('decay-loss');
    let g = this.layers.map(({ W, b }, l) => [
      dW[l]!.map((v, i) => this.r(decay ? v + decay.value! * W[i]! : v)),
      db[l]!.map((v, i) => this.r(this.has('decay-biases') ? v + decay!.value! * b[i]! : v)),
    ]);
    const norm = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
    const whole = norm(g.flat(2));
    const clip = this.has('clip-norm')?.value;
    if (clip !== undefined && whole > clip) g = g.map((layer) => layer.map((t) => t.map((v) => (v * clip) / whole)));
    const clipTensor = this.has('clip-tensor')?.value;
    if (clipTensor !== undefined) g = g.map((layer) => layer.map((t) => (norm(t) > clipTensor ? t.map((v) => (v * clipTensor) / norm(t)) : t)));
    const clipValue = this.has('clip-value')?.value;
    if (clipValue !== undefined) g = g.map((layer) => layer.map((t) => t.map((v) => Math.max(-clipValue, Math.min(clipValue, v)))));
    const direction = this.direction(g);
    const rate = this.rate(asked);
    this.layers.forEach((layer, l) => {
      if (this.has('frozen', l)) return;
      const shrink = this.has('decay-decoupled')?.value ?? 0;
      const sign = this.has('uphill') ? 1 : -1;
      layer.W = layer.W.map((w, i) => this.r(w - shrink * w + this.r(sign * rate * direction[l]![0]![i]!)));
      if (!this.has('biases-not-updated')) layer.b = layer.b.map((v, i) => this.r(v + this.r(sign * rate * direction[l]![1]![i]!)));
    });
  }

  private direction(g: number[][][]): number[][][] {
    const zip = (a: number[][][], b: number[][][], f: (x: number, y: number) => number) =>
      a.map((layer, l) => layer.map((t, k) => t.map((v, i) => this.r(f(v, b[l]![k]![i]!)))));
    const zeros = g.map((layer) => layer.map((t) => t.map(() => 0)));
    const before = this.velocity;
    const m = (this.has('momentum') ?? this.has('averaged') ?? this.has('nesterov'))?.value ?? 0;
    if (this.has('not-zeroed')) return (this.velocity = before ? zip(before, g, (v, x) => v + x) : g);
    if (this.has('momentum')) return (this.velocity = before ? zip(before, g, (v, x) => m * v + x) : g);
    if (this.has('averaged')) return (this.velocity = zip(before ?? zeros, g, (v, x) => m * v + (1 - m) * x));
    if (this.has('nesterov')) {
      this.velocity = before ? zip(before, g, (v, x) => m * v + x) : g;
      return zip(g, this.velocity, (x, v) => x + m * v);
    }
    if (this.has('stale')) {
      this.velocity = g;
      return before ?? zeros;
    }
    if (this.has('adam')) {
      const t = this.steps + 1;
      this.velocity = zip(before ?? zeros, g, (v, x) => 0.9 * v + 0.1 * x);
      this.squares = zip(this.squares ?? zeros, g, (v, x) => 0.999 * v + 0.001 * x * x);
      return zip(this.velocity, this.squares, (v, s) => v / (1 - 0.9 ** t) / (Math.sqrt(s / (1 - 0.999 ** t)) + 1e-8));
    }
    return g;
  }

  private rate(asked: number): number {
    const factor = this.has('rate-scaled')?.value ?? 1;
    const k = this.has('rate-decay')?.value ?? 0;
    const gamma = this.has('rate-exponential')?.value ?? 1;
    return this.has('rate-fixed')?.value ?? (asked * factor * gamma ** this.steps) / (1 + k * this.steps);
  }
}

/** The numbers of a (rows, cols) array, transposed. */
function otherWay(flat: readonly number[], rows: number, cols: number): number[] {
  return Array.from({ length: rows * cols }, (_, i) => flat[(i % rows) * cols + Math.floor(i / rows)]!);
}

function value(name: string, z: number, alpha: number): number {
  // biome-ignore format: a table, a case a line
  switch (name) {
    case 'relu': return z > 0 ? z : 0;
    case 'leaky': return z > 0 ? z : alpha * z;
    case 'tanh': return Math.tanh(z);
    case 'sigmoid': return 1 / (1 + Math.exp(-z));
    case 'elu': return z > 0 ? z : Math.exp(z) - 1;
    case 'softplus': return Math.log(1 + Math.exp(z));
    default: return z;
  }
}

function slope(name: string, z: number, alpha: number): number {
  // biome-ignore format: a table, a case a line
  switch (name) {
    case 'relu': return z > 0 ? 1 : 0;
    case 'leaky': return z > 0 ? 1 : alpha;
    case 'tanh': return 1 / Math.cosh(z) ** 2;
    case 'sigmoid': return value('sigmoid', z, 0) * value('sigmoid', -z, 0);
    case 'elu': return z > 0 ? 1 : Math.exp(z);
    case 'softplus': return value('sigmoid', z, 0);
    default: return 1;
  }
}

/** The slope as many write it: in a where it can be. */
function slopeAt(name: string, z: number, a: number): number {
  return name === 'tanh' ? 1 - a * a : name === 'sigmoid' ? a * (1 - a) : slope(name, z, 0);
}

function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

function softmax(row: number[]): number[] {
  const max = Math.max(...row);
  const e = row.map((z) => Math.exp(z - max));
  const sum = e.reduce((a, b) => a + b);
  return e.map((v) => v / sum);
}

/** Σ_j dp_j·∂p_j/∂z_k, ∂p_j/∂z_k = p_j·(δ_jk − p_k); for one column the sigmoid's slope. */
function jacobian(p: number[], dp: number[]): number[] {
  if (p.length === 1) return [dp[0]! * p[0]! * (1 - p[0]!)];
  return p.map((pk, k) => p.reduce((sum, pj, j) => sum + dp[j]! * pj * ((j === k ? 1 : 0) - pk), 0));
}

export function planted(bugs: readonly Bug[], float32 = true): Backend {
  return {
    name: bugs.length === 0 ? 'sound' : bugs.map(({ bug, layer }) => (layer ? `${bug} in layer ${layer}` : bug)).join(' + '),
    description: `planted, ${float32 ? 'float32' : 'double'}`,
    create: (model, _training, initial) => Promise.resolve(new PlantedNetwork(model, initial, bugs, float32)),
  };
}
