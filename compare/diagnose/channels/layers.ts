import { map } from '../../../src/numbers/algebra.ts';
import type { Matrix } from '../../../src/numbers/matrix.ts';
import { examineBiasGradient } from './bias-gradient.ts';
import { type Found, formulasOf, readAs } from './finding.ts';
import { grouped } from './grouped.ts';
import { finding, type Known, number, type Outcome, withOutcome } from './known.ts';
import { examineOutputGradient } from './output-gradient.ts';
import { examinePassedDown } from './passed-down.ts';
import { chosen, type Reading, readingOf, type Term, termOf } from './readings.ts';
import { flat, type Row } from './table.ts';
import { examineWeightGradient } from './weight-gradient.ts';
import { isOfDeltas } from './weight-operands.ts';

export interface Examined {
  readonly known: Known;
  readonly rows: readonly Row[];
  readonly terms: readonly (Term | undefined)[]; // what is added to dW, by layer
}

/** The chain rule from the last layer to the first, every layer on the network's own numbers of the one above it. */
export function examineLayers(start: Known, rows: readonly Row[]): Examined {
  const first = examinedFrom(start, rows);
  const others = first.known.found.length > start.found.length || cost(first) >= OPEN ? forwardReadings(start).map((other) => examinedFrom(other, rows)) : [];
  return others.reduce((best, other) => (cost(other) < cost(best) ? other : best), first);
}

/** An activation that was found may go back by its own derivative or by the one declared: the forward pass does not tell. */
function forwardReadings(start: Known): Known[] {
  return start.found.flatMap((found, i) => {
    if (found.places[0]!.channel !== 'forward') return [];
    return (found.variants ?? []).map((variant) => {
      const all = start.found.with(i, readAs(found, variant));
      return { ...start, found: all, formulas: formulasOf(all) };
    });
  });
}

function examinedFrom(start: Known, rows: readonly Row[]): Examined {
  const byWeights = examinedBy(start, rows.map(copied), 'W');
  if (byWeights.known.found.length - start.found.length <= 1) return byWeights;
  const byBiases = examinedBy(start, rows.map(copied), 'b');
  return cost(byBiases) < cost(byWeights) ? byBiases : byWeights;
}

const OPEN = 10;

/** What is open costs most; of equal readings that with the fewest findings is told. */
function cost({ known }: Examined): number {
  return OPEN * known.verdicts.filter(({ state }) => state === 'open').length + grouped(known.found).length;
}

function copied({ pass, ...row }: Row): Row {
  return { ...row, pass: { ...pass, dA: [...pass.dA], dZ: [...pass.dZ], gradients: [...pass.gradients] } };
}

/** The same where δ is taken from dW, or from db, if they differ and neither is what follows from above. */
function examinedBy(start: Known, given: readonly Row[], prefer: 'W' | 'b'): Examined {
  let [known, rows] = [start, given];
  const terms: (Term | undefined)[] = [];
  for (let l = start.layers.length - 1; l >= 0; l--) {
    const reading = readingOf(known, rows, l);
    const deltas = own(known, rows, l, reading, prefer);
    rows.forEach(({ pass, own: gradients }, r) => {
      pass.dZ[l] = deltas[r]!;
      pass.gradients[l] = gradients[l]!;
    });
    known = withOutcome(known, l === known.layers.length - 1 ? examineOutputGradient(known, rows, deltas) : examinePassedDown(known, rows, l, flat(deltas)));
    const { formulas } = known;
    rows = rows.map((row) => ({ ...row, pass: { ...row.pass, Y: formulas.targets(row.pass.target, row.pass.task) } }));
    for (const { pass } of rows) pass.dA[l] = l === known.layers.length - 1 ? formulas.lossGradient(pass) : formulas.inputGradient(pass, l + 1);
    const ofW = examineWeightGradient(known, rows, l, reading.term);
    const term = reading.term ?? ofW.term;
    terms[l] = term;
    known = withOutcome(known, ofW.outcome);
    if (known.layers[l]!.bias !== false) known = withOutcome(known, examineBiasGradient(known, rows, l));
    if (term) known = withOutcome(known, penaltyOn(l, term, known.layers.length));
  }
  return { known, rows, terms };
}

/** δ of layer l: that which follows from above by what is right, if either does. */
function own(known: Known, rows: readonly Row[], l: number, reading: Reading, prefer: 'W' | 'b'): readonly Matrix[] {
  const { formulas, layers } = known;
  const expected = rows.map(({ pass }) => {
    const above = l === layers.length - 1 ? formulas.lossGradient(pass) : formulas.inputGradient(pass, l + 1);
    const dA = Object.assign([...pass.dA], { [l]: above });
    return formulas.activationGradient({ ...pass, dA }, l);
  });
  if (isFrozen(rows, l)) return expected;
  return chosen(known, reading, expected, prefer === 'b' || layers[l]!.inputs === 1, () => isOfDeltas(known, rows, l, expected));
}

/** Whether a layer never moves though others do: then its δ cannot be seen, and is what follows from above. */
function isFrozen(rows: readonly Row[], l: number): boolean {
  const moves = (m: number) => rows.some(({ own: gradients }) => [gradients[m]!.W, gradients[m]!.b].some(({ data }) => data.some((g) => g !== 0)));
  return !moves(l) && rows[0]!.own.some((_, m) => m !== l && moves(m));
}

/** A term of the weights in their gradient; whether it is divided by the rows is for batches to say. */
function penaltyOn(l: number, term: Term, layers: number): Outcome {
  const what = { W: 'weight decay', 'sign W': 'an L1 penalty', '1': 'a constant' }[term.text];
  const made =
    (overBatch: boolean): Found['formulas'] =>
    (right) => ({
      penalised: (pass, gradients) =>
        right
          .penalised(pass, gradients)
          .map((layer, m) =>
            m === l ? { ...layer, W: map(layer.W, (g, i) => g + termOf(term)(pass.weights[l]!.W.data[i]!) / (overBatch ? pass.X.rows : 1)) } : layer,
          ),
    });
  const grows = term.text === 'W' && term.factor < 0;
  const text = `${number(Math.abs(term.factor))}${term.text === '1' ? '' : `·${term.text.replace('W', `W${l + 1}`)}`}`;
  const computed = (over: string) => `dW${l + 1} has ${term.factor < 0 ? '−' : '+'} ${text}${over}, ${what}${grows ? ' of the wrong sign: weights grow' : ''}`;
  return finding(
    'penalty',
    {
      computed: computed(''),
      term: { ...term, layers },
      right: 'no penalty, as none is declared',
      formulas: made(false),
      variants: [{ computed: computed('/B'), formulas: made(true) }],
    },
    l + 1,
  );
}
