import { describe, expect, it } from 'vitest';
import { placesOf } from '../../web/diagnose/places/places.ts';
import { textOf } from '../sources.ts';

const told = (source: string, kind: 'dZ' | 'dW' | 'db' | 'A' | 'logits' | 'loss' | 'update', layer?: number) =>
  placesOf(source, [{ kind, ...(layer && { layer }) }], 2).map(({ line, says }) => `${line}: ${says}`);

describe('the lines that compute a tensor', () => {
  it('are those that give its name a value, by number where names have one', () => {
    const source = 'const dW1 = dot(t(X), dZ1);\nconst dW2 = dot(t(A1), dZ2);\nconst db2 = sum(dZ2);';
    expect(told(source, 'dW', 2)).toEqual(['2: here dW2 is computed']);
    expect(told(source, 'dW', 1)).toEqual(['1: here dW1 is computed']);
    expect(told(source, 'dZ', 2)).toEqual(['2: here dW2 is computed', '3: here db2 is computed']);
  });

  it('are counted from 0 where the program does', () => {
    expect(told('grads.W0 = dot(t(X), d0);\ngrads.W1 = dot(t(A), d1);', 'dW', 2)).toEqual(['2: here W1 is computed']);
  });

  it('are the same for every layer where one name serves all', () => {
    expect(told('class Layer {\n  dW: number[] = [];\n  back(d: number[]) {\n    this.dW = dot(this.X, d);\n  }\n}', 'dW', 1)).toEqual([
      '4: here dW is computed',
    ]);
  });

  it('are not those of a first value, a copy or a call that tells no more', () => {
    expect(told('let dW1 = zeros(3);\ndW1 = other;\ndW1 = null;\ndW1 = map(W, () => 0);', 'dW', 1)).toEqual([]);
    expect(told('const loss = this.loss.forward(this.predict(X), y);', 'loss')).toEqual([]);
    expect(told('const loss = -sum(logP) / B;', 'loss')).toEqual(['1: here loss is computed']);
  });

  it('of the update are those that descend', () => {
    expect(told('this.W = init();\nthis.W = minus(this.W, times(lr, this.dW));\nb[j]! -= η * d;', 'update')).toEqual([
      '2: here W is updated',
      '3: here b is updated',
    ]);
  });

  it('are not told where names do not tell, or too many are called the same', () => {
    expect(told('const g = dot(t(X), d);', 'dW', 1)).toEqual([]);
    expect(told('dW[0] += 1;\ndW[1] += 2;\ndW[2] += 3;', 'dW', 1)).toEqual([]);
  });

  it('are found in what is written as people write it', () => {
    expect(placesOf(textOf('examples/correct.ts'), [{ kind: 'loss' }], 3)).toHaveLength(1);
    expect(placesOf('const = ;\nconst dW1 = a * b;', [{ kind: 'dW', layer: 1 }], 1)).toEqual([{ line: 2, says: 'here dW1 is computed' }]);
  });
});
