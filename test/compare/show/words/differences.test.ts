import { expect, it } from 'vitest';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import type { Executor } from '../../../../compare/jobs/executor.ts';
import type { DiagnoseJob } from '../../../../compare/jobs/job.ts';
import { diagnoseDifferences } from '../../../../compare/show/words/differences.ts';
import { planted } from '../../diagnose/planted-network.ts';

it('a diagnosis keeps the codes of what it named beside its words, for results.json; none where nothing is wrong', async () => {
  const found = [await diagnose(planted([{ bug: 'linear-mean' }, { bug: 'momentum', value: 0.9 }])), await diagnose(planted([]))];
  const executor: Executor = {
    run: async (jobs, { onOutcome }) => void jobs.forEach((job, i) => onOutcome?.(job, found[i] as never)),
    close: async () => {},
  };
  const worded = await diagnoseDifferences([{}, {}] as DiagnoseJob[], executor);
  expect(worded.map(({ verdict, codes }) => ({ verdict, codes }))).toEqual([
    { verdict: 'mistake', codes: ['MLP305', 'MLP804'] },
    { verdict: 'correct', codes: undefined },
  ]);
  expect(worded[0]!.markdown).toContain('- **Code:** MLP305 mean-twice; mlp-compare explain-mistake MLP305');
});
