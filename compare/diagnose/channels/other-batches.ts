import type { Formulas } from '../../../scratch/formulas.ts';
import { textbook } from '../../../scratch/textbook.ts';
import { scale } from '../../../src/numbers/algebra.ts';
import { lawsFinding } from './batch-findings.ts';
import { OTHER_BATCHES } from './batch-forms.ts';
import type { Law } from './batch-laws.ts';
import { type Found, madeUpon } from './finding.ts';
import { gapsOf } from './holding.ts';
import { finding, type Known, type Outcome, together, verdict } from './known.ts';

/** The steps of one batch, in which nothing is remembered yet. */
function single(known: Known): Known['exhibits'] {
  return known.exhibits.filter(({ question }) => question.steps.length === 1 && question.steps[0]!.X.rows > 1);
}

/** Whether all tensors of single steps come, the smallest batch first; losses are another channel's. */
function tensorsAgree(known: Known, formulas: Formulas): boolean {
  return single(known).every((exhibit) =>
    gapsOf(known.task, formulas, [exhibit], known.float).every(({ id, agrees }) => agrees || id.startsWith('loss') || id.startsWith('answers')),
  );
}

/** What is done with the rows of a batch where its gradient is no multiple of their sum: each way, with every law, is tried. */
export function otherBatch(known: Known): Outcome {
  for (const chosen of variantsOf(known.found)) {
    const formulas = madeUpon(textbook, chosen);
    for (const { law, scaled } of SCALES) {
      if (tensorsAgree(known, scaled(formulas))) return together(law ? lawsFinding(known.layers.map(() => ({ W: law, b: law }))) : verdict('batch', 'right'));
      for (const form of OTHER_BATCHES) {
        const made = { ...formulas, ...form.formulas(formulas) };
        if (!tensorsAgree(known, scaled(made))) continue;
        const other = finding('batch', form);
        return law ? together(other, lawsFinding([{ W: law, b: law }])) : other;
      }
    }
  }
  return verdict('batch', 'open');
}

const SUM: Law = { name: 'sum', text: 'the sum over the rows, not their mean', factor: () => 1 };
const SCALES: readonly { readonly law?: Law; readonly scaled: (formulas: Formulas) => Formulas }[] = [
  { scaled: (formulas) => formulas },
  { law: SUM, scaled: (formulas) => ({ ...formulas, lossGradient: (pass) => scale(formulas.lossGradient(pass), pass.X.rows) }) },
];

/** Every choice among readings that single rows do not tell apart; what was found first comes first. */
function variantsOf(found: readonly Found[]): Found['formulas'][][] {
  let all: Found['formulas'][][] = [[]];
  for (const { formulas, variants = [] } of found) {
    const ways = [formulas, ...variants.map((variant) => variant.formulas)];
    all = all.length > 16 ? all.map((chosen) => [...chosen, formulas]) : ways.flatMap((way) => all.map((chosen) => [...chosen, way]));
  }
  return all;
}
