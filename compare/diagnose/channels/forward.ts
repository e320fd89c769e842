import type { Formulas } from '../../../scratch/formulas.ts';
import { forward, newMemory } from '../../../scratch/plain.ts';
import { matrixActivation, textbook } from '../../../scratch/textbook.ts';
import { ACTIVATIONS, activationOf } from '../../../src/model/activations/activations.ts';
import { addRow, map, product, scale, transpose } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { activationRead } from './activation-table.ts';
import { type Found, madeUpon, type Option } from './finding.ts';
import { finding, type Known, number, type Outcome, together, verdict } from './known.ts';
import { close, factorOf, total } from './search/numbers.ts';

const rowLike =
  (of: (b: Matrix) => Matrix): Found['formulas'] =>
  () => ({ affine: (A, { W, b }) => addRow(product(A, W), of(b)) });
const mean = ({ data }: Matrix) => total(data) / data.length;

const BIASES: readonly Option[] = [
  { channel: 'forward', computed: 'z = a·W: no bias is added', right: 'z = a·W + b', formulas: rowLike((b) => map(b, () => 0)) },
  {
    channel: 'forward',
    computed: 'z = a·W + b₁: every unit is given the bias of the first',
    right: 'z = a·W + b',
    formulas: rowLike((b) => map(b, () => b.data[0]!)),
  },
  { channel: 'forward', computed: 'z = a·W + the mean of b', right: 'z = a·W + b', formulas: rowLike((b) => map(b, () => mean(b))) },
  { channel: 'forward', computed: 'z = a·W − b', right: 'z = a·W + b', formulas: rowLike((b) => scale(b, -1)) },
];

const SQUARE: Option = {
  channel: 'forward',
  computed: 'z = a·Wᵀ + b in square layers',
  right: 'z = a·W + b',
  formulas: (right) => ({ affine: (A, { W, b }, l) => (W.rows === W.cols ? addRow(product(A, transpose(W)), b) : right.affine(A, { W, b }, l)) }),
};

const REVERSED: Option = {
  channel: 'inputs',
  computed: 'the features of a row are taken in reverse order',
  right: 'x as it is given',
  formulas: () => ({ inputs: (X) => map(X, (_, i) => X.data[i - (i % X.cols) + X.cols - 1 - (i % X.cols)]!) }),
};

const ANSWERS: readonly Option[] = [
  {
    channel: 'predict',
    computed: 'predict answers the probabilities',
    right: 'the logits',
    formulas: () => ({ answer: (logits, task) => textbook.outputs(logits, task) }),
  },
];

/** What `predict` answers, at two sets of weights, and by which formulas. */
export async function examineForward(known: Known): Promise<Outcome> {
  if (answersAgree(known, known.formulas)) return together(verdict('inputs', 'right'), verdict('forward', 'right'), verdict('predict', 'right'));
  const activations = await activationRead(known);
  for (const chosen of combinations([activations, [...BIASES, SQUARE, ...scaledProducts(known), ...biasesOfLayers(known)], [REVERSED], ANSWERS])) {
    const formulas = madeUpon(
      known.formulas,
      chosen.map(({ formulas: made }) => made),
    );
    if (answersAgree(known, formulas)) return together(...chosen.map(({ channel, ...what }) => finding(channel, what)));
  }
  const one = layerOptions(known).find(({ formulas }) => answersAgree(known, { ...known.formulas, ...formulas(known.formulas) }));
  return one ? finding(one.channel, one) : verdict('forward', 'open');
}

export function answersAgree({ task, exhibits, float }: Known, formulas: Formulas): boolean {
  const tolerance = float === 'float32' ? 1e-4 : 1e-9;
  return exhibits.every(({ question: { rows, weights }, reply: { answers } }) => {
    if (!rows || !answers) return true;
    const { A } = forward(task, weights, rows, { formulas, running: newMemory(task).running });
    return close(formulas.answer(A.at(-1)!, task).data, answers.data, tolerance);
  });
}

/** z = s·a·W + b, with the s that a network without hidden layers, or whose activations go through 0 in straight lines, would show. */
function scaledProducts({ layers, exhibits }: Known): Option[] {
  const { question, reply } = exhibits[0] ?? {};
  if (layers.length > 1 || !question?.rows || !reply?.answers) return [];
  const { W, b } = question.weights[0]!;
  const own = addRow(reply.answers, scale(b, -1));
  const s = factorOf(own.data, product(question.rows, W).data);
  return [
    {
      channel: 'forward',
      computed: `z = ${number(s)}·a·W + b`,
      right: 'z = a·W + b',
      formulas: () => ({ affine: (A, weights) => addRow(scale(product(A, weights.W), s), weights.b) }),
    },
  ];
}

/** The same in layer l alone. */
function inLayer({ computed, right, formulas }: Option, l: number): Option {
  return {
    channel: 'forward',
    computed: `${computed.replace(' in square layers', '')}, in layer ${l + 1}`,
    right,
    formulas: (before) => ({
      affine: (A, weights, m) => (m === l ? (formulas(before).affine ?? before.affine)(A, weights, m) : before.affine(A, weights, m)),
    }),
  };
}

function biasesOfLayers({ layers }: Known): Option[] {
  return layers.length === 1 ? [] : layers.flatMap((_, l) => BIASES.map((option) => inLayer(option, l)));
}

/** What a single layer may do otherwise: its matrix, its activation; after the last layer an activation where none belongs. */
function layerOptions({ layers }: Known): Option[] {
  return layers.flatMap(({ activation, inputs, outputs }, l): Option[] => {
    const others = ACTIVATIONS.filter(({ name }) => name !== activation).map(({ name, says }): Option => {
      const own = matrixActivation(name);
      const value: Found['formulas'] = (before) => ({ activation: (layer, m) => (m === l ? own : before.activation(layer, m)) });
      const computed = `the activation of layer ${l + 1} is ${says}`;
      const isOutput = l === layers.length - 1;
      return {
        channel: 'forward',
        computed,
        right: isOutput ? 'logits as they are' : activationOf(activation).record.says,
        formulas: (before) => ({
          ...value(before),
          activationGradient: (pass, m) => (m === l ? own.gradient(pass.N[m]!.values, pass.F[m]!, pass.dA[m]!) : before.activationGradient(pass, m)),
        }),
        variants: [
          { computed: `${computed}, ${isOutput ? 'and goes back without its derivative' : `while its derivative is that of ${activation}`}`, formulas: value },
        ],
      };
    });
    return [...(inputs === outputs ? [inLayer(SQUARE, l)] : []), ...others];
  });
}

/** One of each list or none, fewest first. */
function combinations(lists: readonly (readonly Option[])[]): Option[][] {
  let all: Option[][] = [[]];
  for (const list of lists) all = [...all, ...all.flatMap((chosen) => list.map((option) => [...chosen, option]))];
  return all.filter(({ length }) => length > 0).toSorted((a, b) => a.length - b.length);
}
