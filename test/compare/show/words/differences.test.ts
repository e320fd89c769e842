import { expect, it } from 'vitest';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import type { Executor } from '../../../../compare/jobs/executor.ts';
import type { DiagnoseJob } from '../../../../compare/jobs/job.ts';
import { pluginBackend } from '../../../../compare/networks/plugin-backend.ts';
import { diagnoseDifferences } from '../../../../compare/show/words/differences.ts';
import { wrongIn } from '../../../../compare/show/words/what-changed.ts';
import { modelOf } from '../../../tiny-plan.ts';
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
  expect(worded[0]!.markdown).toContain('- **Code:** MLP305 mean-twice; npm run compare -- explain-mistake MLP305');
});

it('what is only worth knowing is not among what is wrong: the loss of the document is NaN where a probability rounds to 0', async () => {
  const backend = await pluginBackend('examples/document.ts');
  try {
    const diagnosis = await diagnose(backend, modelOf(2, [9, 9], 'relu', { kind: 'softmax', classes: 2 }), { batchSize: 64 });
    const notes = 'channels' in diagnosis ? diagnosis.channels!.findings.filter(({ severity }) => severity === 'note') : [];
    expect(notes.map(({ known }) => known?.name)).toContain('0·log 0');
    expect(wrongIn(diagnosis).map(({ code }) => code)).toEqual(['MLP305']);
  } finally {
    await backend.close();
  }
});
