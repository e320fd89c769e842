import { transformSync } from 'esbuild';

/** Programs as a user of the package would write them, by the name of what they show. */

/** Logistic regression, right in every tensor. */
export const NETWORK = `
import { defineNetwork, toNested, type LayerWeights } from 'mlp-compare/plugin';

const copied = (weights: readonly LayerWeights[]) => weights.map(({ W, b }) => ({ W: toNested(W), b: [...b.data] }));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

export default defineNetwork((_model, initial) => {
  let layers = copied(initial);
  const logits = (rows: number[][]) => rows.map((x) => layers[0]!.b.map((b, k) => b + sum(x.map((value, i) => value * layers[0]!.W[i]![k]!))));
  return {
    step(X, y, learningRate) {
      const rows = toNested(X);
      const dZ: number[][] = [];
      const losses = logits(rows).map((z, r) => {
        const most = Math.max(...z);
        const e = z.map((value) => Math.exp(value - most));
        dZ.push(e.map((value, k) => (value / sum(e) - (k === y[r] ? 1 : 0)) / rows.length));
        return Math.log(sum(e)) + most - z[y[r]!]!;
      });
      const [{ W, b }] = layers as [(typeof layers)[number]];
      layers = [{
        W: W.map((row, i) => row.map((w, k) => w - learningRate * sum(rows.map((x, r) => x[i]! * dZ[r]![k]!)))),
        b: b.map((value, k) => value - learningRate * sum(dZ.map((row) => row[k]!))),
      }];
      return sum(losses) / rows.length;
    },
    predict: (X) => logits(toNested(X)),
    weights: () => layers,
    setWeights: (weights) => void (layers = copied(weights)),
  };
});
`;

/** Prints what a comparison of rows and networks at hand found, a diagnosis, and whether the matcher passes a right network and a wrong one. */
const USE = (typed: boolean) => `
import { compare, diagnose, explain, localBackend, markdownReport, toText } from 'mlp-compare';
import { toTrainLikeTheReference } from 'mlp-compare/vitest';
import { defineNetwork } from 'mlp-compare/plugin';
import mine from './mine.js';
${typed ? "import type { CompareEvent, CompareResult, Comparison, DiagnoseResult, ExplainResult, Network, Running, Settings } from 'mlp-compare';\nimport type { NetworkMaker } from 'mlp-compare/plugin';" : ''}

const settings${typed ? ': Settings' : ''} = { hidden: [], epochs: 2, tfjsRuntime: 'cpu' };
const X = Array.from({ length: 90 }, (_, r) => [Math.sin(r), Math.cos(r), r % 7]);
const y = X.map((_, r) => ['a', 'b', 'c'][r % 3]${typed ? '!' : ''});
const run${typed ? ': Running<CompareEvent, CompareResult>' : ''} = compare({ ...settings, data: { X, y }, networks: ['scratch', mine] });
let epochs = 0;
for await (const event of run) if (event.kind === 'epoch') epochs++;
const { kind, comparison } = await run;
if (!markdownReport(comparison).startsWith('# scratch and network 2 on in memory')) throw new Error('no report');
const model = { inputs: 4, hidden: [], output: { kind: 'softmax', classes: 3 } }${typed ? ' as const' : ''};
const found${typed ? ': DiagnoseResult' : ''} = await diagnose('./mine.js', { hidden: [] });
if (!toText(found.diagnosis).includes('no mistake found')) throw new Error('no text');
const { pass: right } = await toTrainLikeTheReference(mine, model);
const stuck${typed ? ': NetworkMaker' : ''} = defineNetwork((_model, initial) => ({
  step: () => 1, predict: ({ rows }) => Array.from({ length: rows }, () => [0, 0, 0]), weights: () => initial, setWeights() {},
}));
const { pass: wrong } = await toTrainLikeTheReference(localBackend(stuck), model);
const gap${typed ? ': ExplainResult' : ''} = await explain({ data: { X, y }, set: settings, from: { learningRate: 0.1 }, to: { learningRate: 0.2 }, seeds: 2 });
console.log(kind, epochs, found.kind, right, wrong, gap.explanation.factors.length);
`;

/** TypeScript as JavaScript. */
export function withoutTypes(program: string): string {
  return transformSync(program, { loader: 'ts' }).code;
}

export const IN_JAVASCRIPT = USE(false);

/** The same, and mistakes that only types that are really there can see. */
export const IN_TYPESCRIPT = `${USE(true)}
declare const network: Network;
const all: Comparison = comparison;
void all;
// @ts-expect-error a comparison is told what to run
void (() => compare(3));
// @ts-expect-error there is no such setting
void (() => compare({ learningrate: 0.1 }));
// @ts-expect-error there is no such kind
void (kind === 'nonsense');
// @ts-expect-error what is wrong is known where a mistake was found alone
void (() => found.diagnosis.mistakes);
if (found.kind === 'mistake') void found.diagnosis.mistakes[0]?.mend;
// @ts-expect-error a network is asked for logits of a matrix
void (() => network.predict('X'));
`;

/** As strict as can be; zod's own declarations know \`URL\` from a browser. */
export const TSCONFIG = JSON.stringify({
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023', 'dom'],
    strict: true,
    exactOptionalPropertyTypes: true,
    types: [],
    skipLibCheck: false,
  },
  files: ['use.ts', 'mine.ts'],
});
