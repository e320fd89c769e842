import { describe, expect, it } from 'vitest';
import { toldAll } from '../../compare/diagnose/catalogue/pages/told.ts';
import type { MathNode } from '../../web/shared/formula/mathml.ts';
import { formulaIn } from '../../web/shared/formula/parse.ts';
import { formulaHtml } from '../../web/shared/formula/shown.ts';

/** A formula as fractions and roots in brackets, scripts by signs, and all else as it stands. */
function flat({ tag, content }: MathNode): string {
  if (typeof content === 'string') return content.trim();
  const parts = content.map(flat);
  const [base = '', first = '', second = ''] = parts;
  // biome-ignore format: a table, a case a line
  switch (tag) {
    case 'mfrac': return `{${base}}/{${first}}`;
    case 'msqrt': return `√{${parts.join(' ')}}`;
    case 'msub': return `${base}_{${first}}`;
    case 'msup': return `${base}^{${first}}`;
    case 'msubsup': return `${base}_{${first}}^{${second}}`;
    default: return parts.join(' ');
  }
}

const read = (said: string) => {
  const formula = formulaIn(said);
  return formula && [flat(formula.math), formula.rest];
};

describe('a formula', () => {
  it.each([
    ['Z = A·W + b', 'Z = A · W + b', ''],
    ['dZ = (p − y)/B, B the rows really in the batch', 'd Z = {p − y}/{B}', ', B the rows really in the batch'],
    ['dW2 = 0.5·A1ᵀ·dZ2', 'd W_{2} = 0.5 · A_{1}^{T} · d Z_{2}', ''],
    ['dA[l − 1] = dZ[l]·W[l]ᵀ, with the W of the forward pass', 'd A_{l − 1} = d Z_{l} · W_{l}^{T}', ', with the W of the forward pass'],
    ['dZ = (dU − mean dU)/√(σ² + ε): a term is missing', 'd Z = {d U − mean  d U}/{√{σ^{2} + ε}}', ': a term is missing'],
    ['W′ = −η·dW', 'W^{′} = − η · d W', ''],
    ['L = (1/B)·Σ over rows of −log p[y], from the logits', 'L = {1}/{B} · Σ over rows of − log  p_{y}', ', from the logits'],
    ['Y[r][k] = 1 where k = y[r], else 0', 'Y_{r , k} = 1', ' where k = y[r], else 0'],
  ])('%s is read', (said, math, rest) => {
    expect(read(said)).toEqual([math, rest]);
  });

  it.each(['W is (in, out), row-major', 'row r of X goes with y[r]', 'the loss reported of a row is −log p[y]', 'f = (1 +', 'a = b c'])(
    '%s is none, and stays text',
    (said) => {
      expect(formulaIn(said)).toBeUndefined();
      expect(formulaHtml(said)).not.toContain('<math');
    },
  );

  it('says the same as its text, which is read and copied', () => {
    for (const { right } of toldAll()) {
      const { plain = '', rest = right } = formulaIn(right) ?? {};
      expect(plain + rest).toBe(right);
    }
    expect(formulaHtml('A < B = C, <b>')).toBe(
      '<span class="formula drawn"><math displaystyle="true" alttext="A &lt; B = C"><semantics><mrow><mi>A</mi><mo>&lt;</mo><mi>B</mi><mo>=</mo><mi>C</mi></mrow>' +
        '<annotation encoding="text/plain">A &lt; B = C</annotation></semantics></math></span>, &lt;b&gt;',
    );
  });

  it('is what most mistakes’ pages give as right', () => {
    const all = toldAll();
    expect(all.filter(({ right }) => formulaIn(right)).length / all.length).toBeGreaterThan(0.85);
  });
});
