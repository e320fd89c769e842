import type { Hyper, OptimiserSpec } from '../../src/model/optimisers/optimisers.ts';
import type { Matrix } from '../../src/numbers/matrix.ts';

export type KernelName = 'naive' | 'blocked' | 'simd';

/** The threads that share a network's steps. The numbers do not depend on how many there are. */
export interface Crew {
  /** Before a step on so many rows. */
  begin(rows: number): void;
  /** After it. */
  end(): void;
  /** As outputs tell it, where threads did share steps: '2 threads', or where time decides 'mostly 2 threads'. */
  readonly description: string | undefined;
  /** Ends them; the kernels are not used afterwards. */
  disband(): void;
}

/**
 * All the arithmetic of a dense network that is worth making fast, and the memory that it is done in.
 *
 * Every matrix given to a kernel was made by its own `matrix()` or is the first rows of one; outputs come last, are
 * overwritten whole and never share memory with an input, except where 'in place' is said. Shapes are the caller's
 * duty (the layers check them once, when the network is made or a batch comes in), so that no kernel checks again.
 */
export interface Kernels {
  readonly name: KernelName;
  /** As outputs tell them: 'simd kernels (256-bit)'. */
  readonly description: string;
  /** Where several threads may share the work. */
  readonly crew?: Crew;

  /** A (rows, cols) matrix of zeros in the memory that these kernels compute in. */
  matrix(rows: number, cols: number): Matrix;

  /**
   * Y = X·W + b, followed by max(0, ·) where `relu`.  X (B, in), W (in, out), b (1, out), Y (B, out).
   * max(0, NaN) is NaN, so that a training that diverged shows in its loss.
   */
  affine(X: Matrix, W: Matrix, b: Matrix, relu: boolean, Y: Matrix): void;

  /** dW = Xᵀ·dY.  X (B, in), dY (B, out), dW (in, out). */
  weightGradient(X: Matrix, dY: Matrix, dW: Matrix): void;

  /** db = the sum of dY over its rows.  dY (B, out), db (1, out). */
  biasGradient(dY: Matrix, db: Matrix): void;

  /** dX = dY·Wᵀ.  dY (B, out), W (in, out), dX (B, in). */
  inputGradient(dY: Matrix, W: Matrix, dX: Matrix): void;

  /** An activation as written, 'leaky-relu(0.2)': a pass of these kernels' own where they have one, else number by number, as its record has it. */
  activation(written: string): ActivationPass;

  /** The update of that optimiser, likewise. */
  update(optimiser: OptimiserSpec['name']): Update;

  /**
   * The mean over the rows of log Σe^z − z_y, with dZ = (softmax Z − Y)/B, where these kernels have a pass of their own: to the bit
   * that of fast/losses.ts, in float32 with what is tiny as 0.  Z, dZ (B, K), y (B).
   */
  readonly softmaxCrossEntropy?: (Z: Matrix, y: Uint32Array, dZ: Matrix) => number;
}

/** An activation and its derivative, both in place. */
export interface ActivationPass {
  /** Whether `gradient` needs the Z that `apply` overwrites. */
  readonly keepsZ: boolean;
  /** Z (B, out) becomes A = f(Z). */
  apply(Z: Matrix): void;
  /**
   * dA (B, out) becomes dZ = dA ⊙ f'(Z), with A = f(Z) given, and Z where it is kept.
   * Where relu'(z) = 0, which is wherever a > 0 is false, dZ = 0 whatever dA.
   */
  gradient(A: Matrix, dA: Matrix, Z?: Matrix): void;
}

/** In place: P and what is remembered of it become what they are after one step; G stays as it is. */
export type Update = (parameter: Updated, pace: Pace) => void;

/** P, G and all that is remembered are of one shape. */
export interface Updated {
  readonly values: Matrix; // P
  readonly gradient: Matrix; // G
  readonly remembered: Readonly<Record<string, Matrix>>;
}

/** p becomes p − η·(d + λ·p), where the optimiser has d from g + 2·l2·p + l1·sign p. */
export interface Pace {
  readonly learningRate: number; // η
  readonly hyper: Hyper; // of this very step
  readonly decay: number; // λ
  readonly l1: number;
  readonly l2: number;
}
