import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeOf, slugOf } from '../../../../compare/diagnose/catalogue/codes.ts';
import { modelOf } from '../../../../compare/diagnose/catalogue/pages/example.ts';
import { PAGES } from '../../../../compare/diagnose/catalogue/pages/pages.ts';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import { stream } from '../../../../src/numbers/random.ts';
import { exampleNetwork } from './example-network.ts';

/** Of two halves, each a file of its own, so that two processes share the work: the codes below this one, and the others. */
const HALF = 'MLP300';

export function describeWrong(half: 'first' | 'second'): void {
  const pages = PAGES.filter(({ id }) => codeOf(id)! < HALF === (half === 'first'));
  describe("the wrong lines of a mistake's page, in the base network", () => {
    // one of them shuffles by Math.random: the same luck in every run of the tests
    beforeEach(() => {
      const luck = stream(1, 'pages');
      vi.spyOn(Math, 'random').mockImplementation(() => luck.uniform(0, 1));
    });
    afterEach(() => void vi.restoreAllMocks());

    it.each(pages)('are diagnosed as $id, and what gives the same numbers stands on the page', { timeout: 120_000 }, async (page) => {
      const diagnosis = await diagnose(await exampleNetwork(page), modelOf(page.model));
      const readings = diagnosis.verdict === 'mistake' ? [diagnosis.mistakes, ...diagnosis.alternatives] : [];
      const named = readings.map((mistakes) => mistakes.map(({ id }) => slugOf(id)).join(' and '));
      expect(named, toText(diagnosis)).toContain(page.id);
      const told = [page.id, ...Object.keys(page.confused ?? {})];
      expect(named.filter((id) => !told.includes(id))).toEqual([]);
    });
  });
}
