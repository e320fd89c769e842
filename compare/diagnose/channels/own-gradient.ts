import { backward } from '../../../scratch/plain.ts';
import { map } from '../../../src/numbers/algebra.ts';
import { part } from './draws.ts';
import { type Found, formulasOf } from './finding.ts';
import { type Known, number } from './known.ts';
import { close, factorOf, snapped } from './search/numbers.ts';

const NEAR = 1e-5;
const ROWS = 12;

/** Where both δ and the loss are other than declared and in no vocabulary: whether the one is the gradient of the other, or a multiple of it. */
export function withOwnGradient(known: Known, found: readonly Found[]): Found[] {
  const of = (channel: string) => found.find(({ places: [place], reading, scaled }) => place!.channel === channel && !reading && scaled === undefined);
  const [gradient, loss] = [of('output gradient'), of('loss')];
  if (!gradient || !loss) return [...found];
  const c = ofLoss(known, found);
  if (c === undefined) return [...found];
  const times = Math.abs(c - 1) < 1e-4 ? '' : `${number(c)} times `;
  const computed = `${gradient.computed}: ${times}the gradient of the loss that is reported`;
  return found.map((one) => (one === gradient ? { ...gradient, computed } : one));
}

/** c of δ = c·∂ℓ/∂z over single rows, by central differences of the loss; undefined where it is no multiple. */
function ofLoss({ task, draw }: Known, found: readonly Found[]): number | undefined {
  const formulas = formulasOf(found);
  const [slopes, deltas]: [number[], number[]] = [[], []];
  for (let r = 0; r < Math.min(ROWS, draw.X.rows); r++) {
    const pass = backward(task, { weights: draw.weights }, part(draw, r, r + 1), 0, formulas);
    const Z = pass.A.at(-1)!;
    const at = (k: number, by: number) => {
      const moved = map(Z, (z, i) => (i === k ? z + by : z));
      return formulas.loss({ ...pass, A: [...pass.A.slice(0, -1), moved], P: formulas.outputs(moved, task) });
    };
    for (let k = 0; k < Z.cols; k++) slopes.push((at(k, NEAR) - at(k, -NEAR)) / (2 * NEAR));
    deltas.push(...formulas.lossGradient(pass).data);
  }
  const c = factorOf(deltas, slopes);
  const isMultiple =
    c !== 0 &&
    close(
      deltas,
      slopes.map((slope) => c * slope),
      1e-5,
    );
  return isMultiple ? snapped(c, 1e-4) : undefined;
}
