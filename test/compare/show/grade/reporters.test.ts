import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../compare/grade/class.ts';
import type { Charged, ItemResult, Outcome } from '../../../../compare/grade/outcome.ts';
import { DEFAULT_RUBRIC, REVEALS, type Rubric } from '../../../../compare/grade/rubric.ts';
import { classCsv } from '../../../../compare/show/grade/class-table.ts';
import { feedbackMarkdown } from '../../../../compare/show/grade/feedback.ts';
import { overviewMarkdown } from '../../../../compare/show/grade/overview.ts';
import { pageHtml } from '../../../../compare/show/grade/page.ts';
import { classroom50Json } from '../../../../compare/show/grade/reporters/classroom50.ts';
import { githubAnnotations, githubSummary } from '../../../../compare/show/grade/reporters/github.ts';
import { gradescopeJson } from '../../../../compare/show/grade/reporters/gradescope.ts';
import { junitXml } from '../../../../compare/show/grade/reporters/junit.ts';

const TWICE: Charged = {
  ...{ item: 'batch', id: 'mean-twice', code: 'MLP305', place: 'output gradient', name: 'The mean is taken twice' },
  ...{ right: 'dZ = (p − y)/B', mend: 'Keep one division.', effect: 'The rate is small.' },
};

function outcome(name: string, more: Partial<Outcome> = {}): Outcome {
  const items = DEFAULT_RUBRIC.items.map(({ item }): ItemResult => {
    if (item === 'batch') return { item, status: 'failed', share: 0, says: 'MLP305' };
    if (item === 'trains') return { item, status: 'failed', share: null, says: 'it follows' };
    return { item, status: 'passed', share: 1, says: 'right' };
  });
  return { version: 1, name, key: name, status: 'failed', items, wrong: [TWICE], score: 89.47, outOf: 100, notes: [], ...more };
}

const hiding: Rubric = { ...DEFAULT_RUBRIC, items: DEFAULT_RUBRIC.items.map((one) => (one.item === 'batch' ? { ...one, hidden: true } : one)) };
const crashed = outcome('ben', {
  status: 'crashed',
  said: 'mine.py:3: <b>"&\u0001',
  items: DEFAULT_RUBRIC.items.map(({ item }) => ({ item, status: 'crashed', share: 0, says: 'ended' })),
  wrong: [],
  score: 0,
});

describe('feedback', () => {
  it('says what is right before what is not', () => {
    const text = feedbackMarkdown(outcome('ada'), DEFAULT_RUBRIC, 'mend');
    expect(text.indexOf('## What is right')).toBeGreaterThan(0);
    expect(text.indexOf('## What is not')).toBeGreaterThan(text.indexOf('## What is right'));
  });

  it('reveals as much as is allowed, and no more', () => {
    const [mark, place, name, mend] = REVEALS.map((reveal) => feedbackMarkdown(outcome('ada'), DEFAULT_RUBRIC, reveal));
    for (const text of [mark, place]) expect(text).not.toMatch(/MLP305|twice|Keep one/);
    expect(mark).not.toContain('output gradient.');
    expect(place).toContain('Something is wrong in output gradient.');
    expect(name).toContain('MLP305');
    expect(name).not.toMatch(/Keep one|\(p − y\)/);
    expect(mend).toContain('Keep one division.');
  });

  it('tells nothing of hidden items, and then no total', () => {
    const text = feedbackMarkdown(outcome('ada'), hiding, 'mend');
    expect(text).not.toMatch(/MLP305|89\.47|one mean, once/);
    expect(text).toContain('this is not the whole mark');
  });

  it('is a page in which nothing of a submission is markup', () => {
    const page = pageHtml('t', feedbackMarkdown(outcome('<script>alert(1)</script>', { said: '<img src=x onerror=alert(1)>' }), DEFAULT_RUBRIC, 'mend'));
    expect(page).not.toMatch(/<script|<img/);
  });
});

describe('the class table', () => {
  it('has a row for each, and begins no cell as a formula', () => {
    const rows = classCsv([outcome('ada'), outcome('=cmd()', { said: 'a "quoted", thing' })], DEFAULT_RUBRIC)
      .trim()
      .split('\n');
    expect(rows[1]).toMatch(/^ada,failed,89\.47,100,15,10,.*,MLP305,$/);
    expect(rows[2]).toMatch(/^'=cmd\(\),.*"a ""quoted"", thing"$/);
  });
});

describe('reporters', () => {
  it('gradescope: the fields that it knows, points within their maximum, hidden ones hidden', () => {
    const { score, tests, ...rest } = JSON.parse(gradescopeJson(outcome('ada'), hiding, 'name'));
    expect(score).toBe(89.47);
    expect(Object.keys(rest)).toEqual(['output', 'output_format', 'visibility', 'stdout_visibility']);
    expect(tests).toHaveLength(10); // without the one that does not count
    for (const test of tests) {
      expect(test.score).toBeLessThanOrEqual(test.max_score);
      expect(['passed', 'failed']).toContain(test.status);
    }
    expect(tests.find(({ tags }: { tags: string[] }) => tags[0] === 'batch')).toMatchObject({
      visibility: 'hidden',
      score: 0,
      max_score: 10,
      status: 'failed',
    });
  });

  it('gradescope: of the shape that its specification has, whatever was said and whatever came of it', () => {
    const schema = JSON.parse(readFileSync(new URL('schemas/gradescope-results.json', import.meta.url), 'utf8')) as object;
    const isValid = new Ajv({ strict: false }).compile(schema);
    const each = (['passed', 'failed', 'crashed', 'timed out', 'not run'] as const).map((status) => outcome('ada', { status, said: '<&>"\u0000' }));
    for (const reveal of REVEALS) {
      for (const one of [...each, crashed]) expect(isValid(JSON.parse(gradescopeJson(one, hiding, reveal))), JSON.stringify(isValid.errors)).toBe(true);
    }
    expect(isValid({ tests: [{ score: 1, status: 'timed out' }] })).toBe(false);
  });

  it('classroom50: whole points, a total that is their sum, where it came from by the environment', () => {
    const result = JSON.parse(classroom50Json(outcome('ada'), DEFAULT_RUBRIC, { CLASSROOM: 'c', SUBMISSION_TAG: 'submit/1' }, new Date(0)));
    expect(result).toMatchObject({
      schema: 'classroom50/result/v1',
      classroom: 'c',
      submission: 'submit/1',
      datetime: '1970-01-01T00:00:00Z',
      score: 85,
      'max-score': 95,
    });
    expect(result.tests[0]).toEqual({ 'test-name': 'The forward pass and predict()', passed: true, score: 15, 'max-score': 15 });
  });

  it('junit: one failure or error in a case, a unique name each, sums that are right, whatever was said', () => {
    const xml = junitXml([outcome('ada'), crashed], DEFAULT_RUBRIC, 'name');
    expect(xml).not.toContain('\u0001');
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    const count = (name: string) => document.querySelectorAll(name).length;
    const said = (tag: string, ...names: string[]) => {
      const all = [...document.querySelectorAll(tag)];
      return names.map((name) => all.reduce((sum, one) => sum + Number(one.getAttribute(name)), 0));
    };
    const sums = [count('testcase'), count('failure'), count('error')];
    expect(said('testsuites', 'tests', 'failures', 'errors')).toEqual(sums);
    expect(said('testsuite', 'tests', 'failures', 'errors', 'skipped')).toEqual([...sums, count('skipped')]);
    expect([count('testcase'), count('failure'), count('error'), count('skipped')]).toEqual([22, 1, 11, 1]);
    const names = [...document.querySelectorAll('testcase')].map((one) => `${one.getAttribute('classname')} ${one.getAttribute('name')}`);
    expect(new Set(names).size).toBe(names.length);
    expect(document.querySelector('failure')?.getAttribute('message')).toBe('The mean is taken twice (MLP305).');
  });

  it('github: ten annotations and no more, the last for the rest; nothing in them is a command', () => {
    const many = Array.from({ length: 25 }, (_, n) => outcome(`s${n}`, { status: 'crashed', said: 'a\n::error::forged' }));
    const lines = githubAnnotations(many, DEFAULT_RUBRIC, 'mend');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toContain('16 further submissions');
    for (const line of lines) expect(line).not.toContain('\n');
  });

  it('github: a summary of 1 MiB at most, cut at a line', () => {
    const summary = githubSummary(`${'x'.repeat(99)}\n`.repeat(20_000), { submissions: 7 });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(summary).toContain('class.csv');
    expect(githubSummary('short', { submissions: 1 })).toBe('short');
  });
});

it('the overview says who made what, links each page, and says what held', () => {
  const outcomes = [outcome('ada'), outcome('ben')];
  const text = overviewMarkdown(
    summaryOf(outcomes),
    outcomes,
    DEFAULT_RUBRIC,
    { holds: ['no network'], lacks: ['memory'] },
    new Map([['ada', 'feedback/ada.html']]),
  );
  expect(text).toContain('MLP305: The mean is taken twice');
  expect(text).toContain('[ada](feedback/ada.html)');
  expect(text).toContain('Held: no network.');
  expect(text).toContain('Not held: memory.');
});
