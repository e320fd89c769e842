import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../compare/diagnose/catalogue/catalogue.ts';
import { interrogate } from '../../../compare/diagnose/interrogate.ts';
import type { Mistake, Suspect } from '../../../compare/diagnose/mistake.ts';
import { type Case, Prediction } from '../../../compare/diagnose/prediction.ts';
import { BATCH, MUTANTS, type Mutant, SHAPES } from './mutants.ts';
import { planted } from './planted-network.ts';

/** With the number that was planted, or those that an estimate begins with. */
function made(suspect: Suspect, { answers, probes }: Case, value: number | undefined): Mistake[] {
  if ('read' in suspect) return suspect.read(answers, probes);
  if (!('make' in suspect)) return [suspect];
  return (value === undefined ? suspect.starts : [suspect.written.to(value)]).map(suspect.make);
}

/** The first shape of each activation in which it shows, the others taking turns. */
function shapesFor(mutant: Mutant, m: number) {
  return (['relu', 'tanh', 'sigmoid'] as const).flatMap((activation, a) => {
    const showing = SHAPES.filter((shape) => shape.activation === activation && mutant.shows(shape));
    return showing.length === 0 ? [] : showing.slice((m + a) % showing.length).slice(0, 1);
  });
}

const title = ({ plant: { bug, layer, value } }: Mutant) => `${bug}${value === undefined ? '' : ` ${value}`}${layer === undefined ? '' : ` in layer ${layer}`}`;

describe('a mistake of the catalogue gives every number of a network that was written apart and makes it', () => {
  it.each(MUTANTS.map((mutant, m) => [title(mutant), mutant, m] as const))('%s', async (_, mutant, m) => {
    for (const { spec, depth, activation } of shapesFor(mutant, m)) {
      const facts = await interrogate(planted([mutant.plant], false), spec, { batchSize: BATCH });
      const named = catalogue(facts.setting).filter(({ id }) => mutant.named.includes(id));
      const candidates = named.flatMap((suspect) => made(suspect, facts, mutant.plant.value));
      const giving = candidates.filter((mistake) => new Prediction(facts, [mistake]).gaps().every(({ agrees }) => agrees));
      expect(giving.length, `${depth} layers, ${activation}: ${candidates.length} tried`).toBeGreaterThan(0);
      expect(new Prediction(facts, []).firstMismatch()).toBeGreaterThanOrEqual(0);
    }
  });
});
