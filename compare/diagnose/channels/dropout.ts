import type { Formulas } from '../../../scratch/formulas.ts';
import { type Masks, masksOf, proofWith } from './drawn-masks.ts';
import type { Found, Proof } from './finding.ts';
import { finding, type Known, number, type Outcome, verdict } from './known.ts';
import { decimal, largestOf, snapped } from './search/numbers.ts';
import { rowsSingly, type Stepping } from './table.ts';

const STEPPING: Stepping = { keep: { W: 1, b: 1 }, c: 1, stale: false, rate: 2 ** 20, ofRate: false };

/** Rows of whose layers one is left out as a whole, or whose class is certain, show no masks; so many others are wanted. */
const READABLE = 1e-9;
const FEWEST = 8;

/** Dropout of one layer: what is kept is multiplied by `factor`, and about so much is kept. */
interface Layered {
  readonly factor: number; // 1 where nothing is dropped
  readonly kept: number;
  readonly units: number; // that were seen
}

/** Something is drawn at random in step: whether it is dropout, with which probability, and whether its mask is applied going back. */
export async function examineDropout(known: Known): Promise<{ readonly outcome: Outcome; readonly proof?: Proof }> {
  const open = { outcome: verdict('manners', 'open') };
  if (known.layers.length < 2) return open;
  const rows = (await rowsSingly(known, STEPPING)).filter(({ own }) => own.slice(1).every(({ b }) => largestOf(b.data) > READABLE));
  if (rows.length < FEWEST) return open;
  const drawn = rows.map((row) => ({ row, masks: masksOf(known, row) }));
  const layers = known.layers.slice(0, -1).map((_, l) => layered(drawn.map(({ masks }) => masks[l]!)));
  if (!layers.every((layer) => layer !== undefined) || layers.every(({ kept }) => kept === 1)) return open;
  const factors = layers.map(({ factor }) => factor);
  const plain: Found['formulas'] = (right) => ({ activationGradient: (pass, l) => right.activationGradient({ ...pass, masks: [] }, l) });
  const tried = (formulas: Formulas) => proofWith(known, formulas, STEPPING, drawn, factors);
  const masked = await tried(known.formulas);
  if (masked.state === 'confirmed') return { outcome: dropoutFinding(layers), proof: masked };
  const unmasked = await tried({ ...known.formulas, ...plain(known.formulas) });
  if (unmasked.state === 'confirmed') return { outcome: notGoingBack(layers), proof: unmasked };
  return { outcome: dropoutFinding(layers, '; with the masks that were read off single rows not every number comes') };
}

/** Every number 0 or one and the same; undefined where they are anything else. */
function layered(masks: Masks): Layered | undefined {
  const all = masks.flatMap((mask) => [...mask].filter((m) => !Number.isNaN(m)));
  const kept = all.filter((m) => Math.abs(m) > 1e-6);
  const [first] = kept;
  if (first === undefined || !kept.every((m) => Math.abs(m - first) < 1e-4 * first)) return undefined;
  const exact = 1 / snapped(1 / first, 1e-5);
  return { factor: exact, kept: kept.length / all.length, units: all.length };
}

/** Whether what is kept is made larger by as much as is left out, as far as a share of so many units tells. */
function isScaled({ factor, kept, units }: Layered): boolean {
  return kept === 1 || Math.abs(1 / factor - kept) < 5 * Math.sqrt((kept * (1 - kept)) / units);
}

function drawnText(layers: readonly Layered[]): string {
  const factors = [...new Set(layers.filter(({ kept }) => kept < 1).map(({ factor }) => number(factor)))];
  return `dropout in step: hidden activations are multiplied by 0 or ${factors.join(' or ')} at random`;
}

function dropoutFinding(layers: readonly Layered[], rest = '; its mask is applied going back, as it should be'): Outcome {
  const odd = layers.find((layer) => !isScaled(layer));
  if (odd) {
    return finding('forward', {
      computed: `${drawnText(layers)}${rest}; but ${number(Math.round(100 * odd.kept) / 100)} or so of them are kept, so that sums in a step are not those of a prediction`,
      right: 'what is kept is divided by the probability of being kept',
      known: { name: 'Dropout is not scaled by what it keeps' },
      formulas: () => ({}),
    });
  }
  const rates = layers.map(({ factor, kept }) => (kept === 1 ? '0' : decimal(1 - 1 / factor)));
  return finding('forward', {
    computed: `${drawnText(layers)}${rest}`,
    right: 'no dropout, as none is declared',
    severity: 'intention',
    declare: `--dropout ${new Set(rates).size === 1 ? rates[0] : rates.join(',')}, and multiply by the masks that step is given in place of your own`,
    formulas: () => ({}),
  });
}

function notGoingBack(layers: readonly Layered[]): Outcome {
  return finding('derivative', {
    computed: `δ = dA ⊙ f′(z): the mask of dropout is not applied going back (${drawnText(layers)})`,
    right: 'δ = dA ⊙ mask ⊙ f′(z)',
    known: { name: 'The mask of dropout is not applied going back' },
    formulas: () => ({}),
  });
}
