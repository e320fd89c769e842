import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import { annotationsOf } from '../../../compare/show/reporters/github.ts';
import { junitOf } from '../../../compare/show/reporters/junit.ts';
import { testsOfDiagnosis } from '../../../compare/show/reporters/of-diagnosis.ts';
import { summaryOfRun, testsOfRun } from '../../../compare/show/reporters/of-run.ts';
import type { ReportedSuite } from '../../../compare/show/reporters/reported.ts';
import { tapOf } from '../../../compare/show/reporters/tap.ts';
import { planted } from '../diagnose/planted-network.ts';
import { diverged, networkResult, parity, tinyComparison } from '../tiny-comparison.ts';

const shown = (suites: readonly ReportedSuite[]) => suites.flatMap(({ name, tests }) => tests.map((test) => `${name} | ${test.name} | ${test.outcome}`));

describe('what a run checked', () => {
  it('is that each network trains to its end and takes the steps of the first', () => {
    expect(shown(testsOfRun(tinyComparison()))).toEqual([
      'penguins | scratch trains to its end | passed',
      'penguins | tfjs trains to its end | passed',
      'penguins | tfjs takes the steps of scratch | passed',
    ]);
  });

  it('fails where a network diverges or differs, with the verdict and the diagnosis, at the file of its own', () => {
    const source = { file: 'nets/mine.py', text: '' };
    const diagnoses = [{ network: 'mine', verdict: 'mistake' as const, text: 'mine: one mistake found.', markdown: '**mine**' }];
    const networks = [diverged('scratch'), networkResult('mine', { source })];
    const [suite] = testsOfRun(tinyComparison({ networks, diagnoses, parity: [parity({ other: 'mine', verdict: 'differ' })] }));
    expect(suite!.tests.map(({ outcome, type, file }) => [outcome, type, file])).toEqual([
      ['failure', 'diverged', undefined],
      ['passed', 'diverged', 'nets/mine.py'],
      ['failure', 'differ', 'nets/mine.py'],
    ]);
    expect(suite!.tests[0]!.told).toMatch(/^scratch diverged in epoch 2 at step 3/);
    expect(suite!.tests[2]!.told).toMatch(/^DIFFER: scratch and mine .*\nmine: one mistake found\.$/s);
  });

  it('is a page for a job: verdicts, then what is wrong, then figures', () => {
    const page = summaryOfRun(tinyComparison());
    expect(page).toMatch(/^## penguins\n\n> IN PARITY: /);
    expect(page).toMatch(/\| Test accuracy +\| +0\.7500 \| +0\.5000 \|/);
  });
});

describe('what a diagnosis checked', () => {
  it('is what is right before the first wrong tensor, and each mistake at the tensor that shows it', async () => {
    const diagnosis = await diagnose(planted([{ bug: 'loss-summed' }, { bug: 'divided-twice' }]), DEFAULT_MODEL, { batchSize: 16 });
    expect(shown(testsOfDiagnosis(diagnosis)).map((line) => line.replace(/^[^|]+\| /, ''))).toEqual([
      'weights | passed',
      'logits | passed',
      'dZ3 | failure',
      'loss | failure',
    ]);
    const none = await diagnose(planted([]), DEFAULT_MODEL, { batchSize: 16 });
    expect(testsOfDiagnosis(none)[0]!.tests).toEqual([{ name: 'trains like the reference', outcome: 'passed', told: '' }]);
  });
});

const SUITES: ReportedSuite[] = [
  {
    name: 'a <b> & "c"',
    tests: [
      { name: 'right', outcome: 'passed', told: '' },
      { name: 'wrong # here', outcome: 'failure', told: 'one\ntwo: 3 % ::error::', type: 'MLP305', file: 'a,b.py' },
      { name: 'small', outcome: 'skipped', told: 'too small' },
      { name: 'silent', outcome: 'error', told: 'threw' },
    ],
  },
];

describe('for other programs', () => {
  it('JUnit has a case for each, as XML that says what was told', () => {
    const document = new DOMParser().parseFromString(junitOf('t', SUITES), 'text/xml');
    const suite = document.querySelector('testsuite')!;
    expect(['name', 'tests', 'failures', 'errors', 'skipped'].map((name) => suite.getAttribute(name))).toEqual(['a &lt;b&gt; &amp; "c"', '4', '1', '1', '1']);
    expect(document.querySelector('failure')!.textContent).toBe('one\ntwo: 3 % ::error::');
    expect(document.querySelector('failure')!.getAttribute('type')).toBe('MLP305');
  });

  it('TAP has a line for each, what failed beneath it, and no # that would begin a directive', () => {
    expect(tapOf(SUITES).split('\n')).toEqual([
      'TAP version 14',
      '1..4',
      'ok 1 - a <b> & "c": right',
      'not ok 2 - a <b> & "c": wrong \\# here',
      '  ---',
      '  message: "one\\ntwo: 3 % ::error::"',
      '  severity: "MLP305"',
      '  ...',
      'ok 3 - a <b> & "c": small # SKIP too small',
      'not ok 4 - a <b> & "c": silent',
      '  ---',
      '  message: "threw"',
      '  severity: "error"',
      '  ...',
      '',
    ]);
  });

  it('GitHub gets an annotation for what is wrong, at its file, in which nothing is taken for a command', () => {
    expect(annotationsOf(SUITES)).toEqual([
      '::error file=a%2Cb.py,title=a <b> & "c"%3A wrong # here::one%0Atwo: 3 %25 ::error::',
      '::error title=a <b> & "c"%3A silent::threw',
    ]);
    const many = Array.from({ length: 12 }, (_, i) => ({ name: `${i}`, outcome: 'failure' as const, told: '' }));
    const lines = annotationsOf([{ name: 's', tests: many }]);
    expect([lines.length, lines.at(-1)]).toEqual([10, '::error title=more::3 further tests not right; the job summary has all of them.']);
  });
});
