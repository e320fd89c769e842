import { expect, it } from 'vitest';
import { wrap } from '../../../../compare/show/words/wrap.ts';

it('breaks between words, and no word', () => {
  expect(wrap('one two three', 7)).toBe('one two\nthree');
  expect(wrap('incomprehensible word', 6)).toBe('incomprehensible\nword');
  expect(wrap('', 7)).toBe('');
});

it('counts the columns that a terminal takes for each letter', () => {
  expect(wrap('花弁長 花弁幅 萼片長', 14).split('\n')).toEqual(['花弁長 花弁幅', '萼片長']); // 6 + 1 + 6, then 6
  expect(wrap('e\u0301te\u0301 e\u0301te\u0301', 7).split('\n')).toEqual(['e\u0301te\u0301 e\u0301te\u0301']); // 3 + 1 + 3
});

it('leaves a command whole, to be pasted, where it has room for it', () => {
  const text = 'MLP305 mean-twice; mlp-compare explain-mistake MLP305';
  expect(wrap(text, 44)).toBe('MLP305 mean-twice;\nmlp-compare explain-mistake MLP305');
  expect(wrap('MLP305 mean-twice; npm run compare -- explain-mistake MLP305', 44)).toBe('MLP305 mean-twice;\nnpm run compare -- explain-mistake MLP305');
  expect(wrap(text, 20)).toBe('MLP305 mean-twice;\nmlp-compare\nexplain-mistake\nMLP305');
});
