import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { isRight } from '../../../../compare/diagnose/right.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import { map, product, scale, sumRows, transpose } from '../../../../src/numbers/algebra.ts';
import { planted as catalogued } from '../planted-network.ts';
import { type Plant, planted } from './planted.ts';

const ODD_ERROR: Plant = () => ({ lossGradient: ({ P, Y }) => map(P, (p, i) => ((e) => e - e * e)(p - Y.data[i]!) / P.rows) });
const BIAS_OUT_OF_W: Plant = (right) => ({ biasGradient: (pass, l) => sumRows(right.weightGradient(pass, l)) });

const textOf = async (...plants: readonly Plant[]) => toText(await diagnose(planted(plants)), undefined, 1e4).replaceAll(/\s+/g, ' ');

describe('a diagnosis', () => {
  it('says in formulas what no catalogue holds', async () => {
    expect(await textOf(ODD_ERROR)).toMatch(/^planted: one mistake found\. Mistake You compute δ = e − e², where e = p − y; right is δ = p − y\. Confirmed/);
  });

  it('tells any number of them, what is only reported last', async () => {
    const text = await textOf(ODD_ERROR, BIAS_OUT_OF_W, (right) => ({ loss: (pass) => 3 * right.loss(pass) }));
    expect(text).toMatch(
      /^planted: three mistakes found\. .*δ = e − e².*db\[l\] = the sum of dW\[l\] over the inputs.*the loss reported of a row is 3 times the loss/i,
    );
  });

  it("keeps the catalogue's name where its mistake gives every number", async () => {
    const diagnosis = await diagnose(catalogued([{ bug: 'divided-twice' }], false));
    expect(diagnosis).toMatchObject({ verdict: 'mistake', mistakes: [{ name: 'The mean over the batch is taken twice' }] });
    expect(isRight(diagnosis)).toBe(false);
  });

  it("gives a formula the catalogue's name and mend where it stands beside others that no catalogue holds", async () => {
    const withZ: Plant = (right) => ({
      weightGradient: (pass, l) => (l === 0 ? right.weightGradient(pass, l) : product(transpose(pass.Z[l - 1]!), pass.dZ[l]!)),
    });
    const diagnosis = await diagnose(planted([ODD_ERROR, withZ]));
    expect(diagnosis).toMatchObject({
      verdict: 'computed',
      channels: {
        findings: [
          { computed: 'δ = e − e², where e = p − y', evidence: { points: 66 } },
          { known: { id: 'weight-gradient-from-z', name: expect.stringMatching(/pre-activation Z/), mend: expect.any(String) } },
        ],
      },
    });
  });

  it('measures how near each formula comes', async () => {
    const diagnosis = await diagnose(planted([ODD_ERROR, BIAS_OUT_OF_W], 'float32'));
    const findings = diagnosis.verdict === 'computed' ? diagnosis.channels.findings : [];
    expect(findings).toHaveLength(2);
    for (const { evidence } of findings) {
      expect(evidence.worst).toBeGreaterThan(0);
      expect(evidence.worst).toBeLessThan(1e-4);
    }
  });

  it('of a right instance of what is not declared is no mistake, and says how to declare it', async () => {
    const diagnosis = await diagnose(catalogued([{ bug: 'adam' }], false));
    expect(isRight(diagnosis)).toBe(true);
    expect(toText(diagnosis)).toMatch(/right in itself, but not what is declared/);
    expect(toText(diagnosis)).toMatch(/If intended +declare it: --optimizer adam/);
  });

  it('of what shows only where probabilities round to 0 is no mistake', async () => {
    const diagnosis = await diagnose(catalogued([{ bug: 'log-plus', value: 1e-12 }], false));
    expect(isRight(diagnosis)).toBe(true);
    expect(toText(diagnosis)).toMatch(/nothing is wrong in training/);
  });

  it('says what was found and what is open where not all is explained', async () => {
    const noise: Plant = (right) => ({
      lossGradient: (pass) => map(right.lossGradient(pass), (d, i) => d * (1 + 0.3 * Math.sin(1e3 * pass.A.at(-1)!.data[i]!))),
    });
    const text = await textOf(noise, BIAS_OUT_OF_W, (right) => ({ loss: (pass) => scale(pass.P, 0).data[0]! + 3 * right.loss(pass) }));
    expect(text).toMatch(/Found so far .*db/);
    expect(text).toMatch(/Open .*output gradient/);
  });
});
