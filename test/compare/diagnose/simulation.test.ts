import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../compare/diagnose/catalogue/catalogue.ts';
import { DEFAULT_MODEL } from '../../../compare/diagnose/diagnose.ts';
import { interrogate } from '../../../compare/diagnose/interrogate.ts';
import { type Mistake, withMistakes } from '../../../compare/diagnose/mistake.ts';
import { makeCase, Prediction } from '../../../compare/diagnose/prediction.ts';
import { PlainNetwork } from '../../../scratch/plain.ts';
import type { ModelSpec } from '../../../src/model/model-spec.ts';
import type { Backend } from '../../../src/model/network.ts';

/** A network behind the seam that makes these mistakes, in float64. */
const making = (mistakes: readonly Mistake[]): Backend => ({
  name: 'plain',
  description: 'float64',
  create: async (model, training, initial) => new PlainNetwork({ model, training }, initial, 'float64', withMistakes(mistakes)),
});

const right = await interrogate(making([]), DEFAULT_MODEL, { batchSize: 8 });
const suspects = catalogue(right.setting).flatMap((suspect) => ('change' in suspect ? [suspect] : 'make' in suspect ? [suspect.make(suspect.starts[0]!)] : []));
const named = (id: string) => suspects.filter((mistake) => mistake.id === id);

describe('a simulation shows what a network shows that is asked through the seam', () => {
  it.each([
    [],
    ['mean-twice'],
    ['standardised-again/step'],
    ['answers-probabilities'],
    ['momentum'],
    ['adam'],
    ['rate-decay'],
    ['first-batch-size'],
    ['updated-too-early'],
    ['bias-left-out/2', 'weight-decay/loss-0.5'],
  ])('%s %s', async (...ids) => {
    const mistakes = ids.flatMap(named);
    expect(mistakes.map(({ id }) => id)).toEqual(ids);
    const facts = await interrogate(making(mistakes), DEFAULT_MODEL, { batchSize: 8 });
    expect(facts.ordered.some(({ quantity }) => quantity === 'reported')).toBe(true);
    const gaps = new Prediction(facts, mistakes).gaps();
    expect(gaps.filter(({ agrees }) => !agrees)).toEqual([]);
    if (mistakes.length > 0) expect(new Prediction(facts, []).firstMismatch()).toBeGreaterThanOrEqual(0);
  });

  it.each([['as it is'], ['so wide that what nobody looks at is not computed']])(
    'whatever other hypotheses were tried before on the same case: %s',
    async (how) => {
      const model: ModelSpec =
        how === 'as it is' ? DEFAULT_MODEL : { ...DEFAULT_MODEL, inputs: 40, hidden: [40, 10].map((units) => ({ units, activation: 'tanh' })) };
      const facts = await interrogate(making([]), model, { batchSize: 8 });
      const all = catalogue(facts.setting).flatMap((suspect) =>
        'change' in suspect ? [suspect] : 'make' in suspect ? [suspect.make(suspect.starts[0]!)] : [],
      );
      const mistakes = all.filter((_, i) => i % 6 === 0);
      const gapsIn = (of: typeof facts, tried: readonly Mistake[]) => new Prediction(of, tried).gaps();
      const inTurn = mistakes.map((mistake) => gapsIn(facts, [mistake]));
      const alone = mistakes.map((mistake) => gapsIn(makeCase(facts), [mistake]));
      expect(inTurn).toEqual(alone);
      expect(alone.filter((gaps) => gaps.some(({ agrees }) => !agrees)).length).toBeGreaterThan(20); // they were really made
    },
  );

  it('whatever is asked of it first', () => {
    const [forwards, backwards] = [new Prediction(right, []), new Prediction(right, [])];
    const later = [...right.ordered].reverse().map((observed) => backwards.of(observed)?.values);
    expect(right.ordered.map((observed) => forwards.of(observed)?.values)).toEqual(later.reverse());
  });
});
