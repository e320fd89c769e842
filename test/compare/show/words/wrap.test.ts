import { expect, it } from 'vitest';
import { wrap } from '../../../../compare/show/words/wrap.ts';

it('breaks between words, and no word', () => {
  expect(wrap('one two three', 7)).toBe('one two\nthree');
  expect(wrap('incomprehensible word', 6)).toBe('incomprehensible\nword');
});

it('leaves a command whole, to be pasted, where it has room for it', () => {
  const text = 'MLP305 mean-twice; mlp-compare explain-mistake MLP305';
  expect(wrap(text, 44)).toBe('MLP305 mean-twice;\nmlp-compare explain-mistake MLP305');
  expect(wrap(text, 20)).toBe('MLP305 mean-twice;\nmlp-compare\nexplain-mistake\nMLP305');
});
