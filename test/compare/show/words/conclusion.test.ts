import { expect, it } from 'vitest';
import { summariseSeeds } from '../../../../compare/repeat/summarise.ts';
import { conclusions, p } from '../../../../compare/show/words/conclusion.ts';
import { OPTIONS, pairs } from '../../repeat/made-up.ts';

const SCOPE =
  ' – for this data, model and these settings, where only initial weights, order of the rows and split vary with the seed; it says nothing of other data or settings.';

/** What is concluded where tfjs's test accuracy is scratch's and so much more, seed by seed. */
function concluded(...differences: number[]): string[] {
  return conclusions(summariseSeeds(pairs(...differences.map((d, i) => [0.9 + i / 100, 0.9 + i / 100 + d] as const)), OPTIONS));
}

it('equal in every seed is a fact, not a test', () => {
  expect(concluded(0, 0, 0, 0, 0, 0)).toEqual([`EQUAL: with every one of 6 seeds tfjs has exactly the test accuracy of scratch${SCOPE}`]);
});

it('of a regression from R², and from nothing where there is none', () => {
  const run = (seed: number, r2: number) => {
    const epochs = [{ epoch: 1, trainLoss: 1, trainRmse: 1, validationLoss: 1, validationRmse: 1, trainSeconds: 1, evaluationSeconds: 1 }];
    const trainings = ['scratch', 'tfjs'].map((network, n) => ({ network, epochs, test: { loss: 1, rmse: 1, mae: 1, r2: r2 + n * 0.125 } }));
    return { seed, trainings };
  };
  const from = (...r2: number[]) =>
    conclusions(
      summariseSeeds(
        r2.map((value, i) => run(8 + i, value)),
        { ...OPTIONS, task: 'regression' },
      ),
    )[0];
  expect(from(0.5, 0.5, 0.75, 0.5, 0.5, 0.75)).toMatch(/^DIFFER: over 6 seeds tfjs's test R² is 0\.1250 above/);
  expect(from(0.5, NaN)).toBe(`UNDECIDED: with some seeds there is no test R², since all test rows have one value; nothing may be concluded${SCOPE}`);
});

it('within the margin and no difference: equivalent', () => {
  const [sentence, ...more] = concluded(0.001, -0.001, 0.0005, -0.0005, 0.001, -0.001);
  expect(sentence).toMatch(
    /^EQUIVALENT: over 6 seeds tfjs's test accuracy is .* within the margin of ±0.005 \(p = .*\), and no difference is shown \(p = 1\) – for this data/,
  );
  expect(more).toEqual([]);
});

it('a difference beyond luck but within the margin: equivalent, and the difference told', () => {
  expect(concluded(0.001, 0.0012, 0.0011, 0.0009, 0.001, 0.0011)[0]).toMatch(
    /^EQUIVALENT: over 6 seeds tfjs's test accuracy is 0\.0010 above \(95 % interval \+0\.0010 to \+0\.0011\) that of scratch: more than luck explains \(p = .*\), but within the margin/,
  );
});

it('a difference beyond luck and beyond the margin: they differ', () => {
  expect(concluded(-0.02, -0.03, -0.025, -0.02, -0.03, -0.025)[0]).toMatch(
    /^DIFFER: over 6 seeds tfjs's test accuracy is 0\.0250 below .* more than luck explains \(p = .*\), and not shown to be within the margin of ±0.005 \(p = 1\)/,
  );
});

it('neither shown: undecided', () => {
  expect(concluded(0.03, -0.02, 0.01, -0.03, 0.02, 0.01)[0]).toMatch(
    /^UNDECIDED: .* neither a difference \(p = .*\) nor equivalence within ±0.005 \(p = .*\) is shown; more seeds may decide it – /,
  );
});

it('two seeds alike are not taken for a difference: chance makes it so one time in two', () => {
  const [sentence, few] = concluded(0.01, 0.01);
  expect(sentence).toMatch(/^UNDECIDED: .* neither a difference \(p = 0.5\)/);
  expect(few).toBe(
    "Of 2 seeds a bootstrap interval holds the mean at most about 50 % of the time, not 95 %; the p values, by Student's t, do not suffer from it. Six seeds or more mend it.",
  );
});

it('three seeds whose interval leaves out 0 are not enough where the t test is not sure', () => {
  expect(concluded(0.001, 0.02, 0.04)[0]).toMatch(/^UNDECIDED: .*\(95 % interval \+0\.0010 to \+0\.0400\).* neither a difference \(p = 0\.21\)/);
});

it('a training that diverged is left out, and that is said', () => {
  const found = conclusions(summariseSeeds(pairs([0.5, 0.5], ['diverged', 0.5], [0.5, 0.5], [0.75, 0.75]), OPTIONS));
  expect(found[0]).toMatch(/^EQUAL: with every one of 3 seeds /);
  expect(found[1]).toBe(
    'EXCLUDED: scratch diverged with 1 of 4 seeds: 9 (epoch 1). They are left out of its means and of its pairs, so that what is said above holds for trainings that do not diverge.',
  );
});

it('where no seed is left nothing is concluded', () => {
  expect(conclusions(summariseSeeds(pairs(['diverged', 0.5], [0.5, 'diverged']), OPTIONS))[0]).toBe(
    `UNDECIDED: scratch and tfjs both completed no seed; nothing may be concluded${SCOPE}`,
  );
});

it('p is given in two digits, however small', () => {
  expect([p(0.0313), p(1), p(0), p(3.4e-14)]).toEqual(['p = 0.031', 'p = 1', 'p = 0', 'p = 3e-14']);
});
