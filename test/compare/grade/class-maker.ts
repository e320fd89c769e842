import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../../../compare/grade/items.ts';
import type { Status } from '../../../compare/grade/outcome.ts';
import { packageRoot } from '../../../src/host/package-root.ts';
import { hostileInJavaScript, hostileInPython } from './hostile.ts';

/** A submission that is made, and what is wrong with it. */
export interface Made {
  readonly name: string;
  readonly ending: 'ts' | 'js' | 'py';
  readonly text: string;
  readonly status: Status;
  /** The items that it loses points of; of a hostile one they are not looked at. */
  readonly wrong?: readonly Item[];
}

type Mistakes = Readonly<Record<string, readonly [from: string | RegExp, to: string, wrong: readonly Item[]]>>;

const example = (path: string) => readFileSync(join(packageRoot(), 'examples', path), 'utf8');

const IN_TYPESCRIPT: Mistakes = {
  'mean-twice': ['(value - Y[r]![k]!) / X.length', '(value - Y[r]![k]!) / X.length / X.length', ['batch']],
  'no-derivative': [/if \(l > 0\) dZ = .*/, 'if (l > 0) dZ = dA;', ['hidden']],
  uphill: [/-= learningRate/g, '+= learningRate', ['output']], // numbers cannot tell a sign there from one here
  'no-bias': ['W[i]![j]!, bias)', 'W[i]![j]!, 0 * bias)', ['forward']],
  'loss-summed': [', 0) / X.length;', ', 0);', ['loss']],
  'labels-forgotten': ['value - Y[r]![k]!', 'value - 0 * Y[r]![k]!', ['output']],
};

const IN_PYTHON_CLASSES: Mistakes = {
  'mean-twice': ['return dZ / batch_size', 'return dZ / batch_size / batch_size', ['batch']],
  'no-derivative': ['return dA * (self.Z > 0)', 'return dA', ['hidden']],
  uphill: [/-= learning_rate/g, '+= learning_rate', ['output']],
  'no-bias': ['X @ self.W + self.b', 'X @ self.W', ['forward']],
  'loss-summed': ['np.mean(np.log', 'np.sum(np.log', ['loss']],
  'bias-mean': ['np.sum(dZ, axis=0, keepdims=True)', 'np.mean(dZ, axis=0, keepdims=True)', ['biases']],
  'no-shift': ['        Z = Z - np.max(Z, axis=1, keepdims=True)\n', '', ['stability']],
  'two-at-once': [
    /return dA \* \(self\.Z > 0\)|return dZ \/ batch_size/g,
    'return dA if "dA" in locals() else dZ / batch_size / batch_size',
    ['hidden', 'batch'],
  ],
};

/** log p, where p may be 0, is told beside each: it is what these programs have in common. */
const IN_PYTHON_FUNCTIONS: Mistakes = {
  'mean-twice': ['dz2 = y_hat - y', 'dz2 = (y_hat - y) / m', ['batch', 'stability']],
  'no-derivative': [' * (1 - a1 ** 2)', '', ['hidden', 'stability']],
  'loss-summed': ['-np.mean(np.sum', '-np.sum(np.sum', ['loss', 'stability']],
  'half-rate': ['- rate * grads', '- rate * 0.5 * grads', ['update', 'stability']],
  'bias-over-all': ['np.sum(dz1, axis=0, keepdims=True)', 'np.full((1, dz1.shape[1]), np.sum(dz1))', ['biases', 'stability']],
};

const FUNCTIONS = `import numpy as np

def forward(X, params):
    z1 = X @ params["W1"] + params["b1"]
    a1 = np.tanh(z1)
    z2 = a1 @ params["W2"] + params["b2"]
    e = np.exp(z2 - z2.max(axis=1, keepdims=True))
    return a1, e / e.sum(axis=1, keepdims=True)

def compute_loss(y_hat, y):
    return -np.mean(np.sum(y * np.log(y_hat), axis=1))

def backward(X, y, params):
    m = X.shape[0]
    a1, y_hat = forward(X, params)
    dz2 = y_hat - y
    dW2 = a1.T @ dz2 / m
    db2 = np.sum(dz2, axis=0, keepdims=True) / m
    dz1 = dz2 @ params["W2"].T * (1 - a1 ** 2)
    dW1 = X.T @ dz1 / m
    db1 = np.sum(dz1, axis=0, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

def update(params, grads, rate):
    return {key: params[key] - rate * grads["d" + key] for key in params}
`;

const STYLES = [
  { ending: 'ts', right: example('correct.ts'), mistakes: IN_TYPESCRIPT, also: [] },
  { ending: 'py', right: example('python/numpy_mended.py'), mistakes: IN_PYTHON_CLASSES, also: [] },
  { ending: 'py', right: FUNCTIONS, mistakes: IN_PYTHON_FUNCTIONS, also: ['stability'] },
] as const;

/** Right ones and wrong ones in three styles, and hostile ones, over and over until there are so many. */
export function madeClass(many: number, { python }: { readonly python: boolean }): Made[] {
  const styles = STYLES.filter(({ ending }) => python || ending === 'ts');
  const kinds = styles.flatMap(({ ending, right, mistakes, also }, s): Omit<Made, 'name'>[] => [
    { ending, text: right, status: also.length > 0 ? 'failed' : 'passed', wrong: also },
    ...Object.entries(mistakes).map(([name, [from, to, wrong]]) => ({
      ending,
      text: replaced(right, from, to, `${s}: ${name}`),
      status: 'failed' as const,
      wrong,
    })),
  ]);
  const hostile = [...hostileInJavaScript(), ...(python ? hostileInPython() : [])];
  const all: Omit<Made, 'name'>[] = [...kinds, ...hostile];
  return Array.from({ length: many }, (_, n) => {
    const made = all[n % all.length]!;
    const mark = made.ending === 'py' ? '#' : '//';
    return { ...made, name: `student-${String(n).padStart(4, '0')}`, text: `${made.text}\n${mark} ${n}\n` };
  });
}

export const kindsOfHostile = () => [...hostileInJavaScript(), ...hostileInPython()].length;

/** @throws where nothing is replaced: the example has changed */
function replaced(text: string, from: string | RegExp, to: string, what: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new RangeError(`${what} changes nothing.`);
  return changed;
}

export function writeMade(folder: string, made: readonly Made[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, ending, text } of made) writeFileSync(join(folder, `${name}.${ending}`), text);
}
