import { describe, expect, it } from 'vitest';
import { slugOf } from '../../../../compare/diagnose/catalogue/codes.ts';
import { modelOf } from '../../../../compare/diagnose/catalogue/pages/example.ts';
import { PAGES } from '../../../../compare/diagnose/catalogue/pages/pages.ts';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { toText } from '../../../../compare/show/words/diagnosis.ts';
import { exampleNetwork } from './example-network.ts';

describe("the wrong lines of a mistake's page, in the base network", () => {
  it.each(PAGES)('are diagnosed as $id', async (page) => {
    const diagnosis = await diagnose(await exampleNetwork(page), modelOf(page.model));
    const readings = diagnosis.verdict === 'mistake' ? [diagnosis.mistakes, ...diagnosis.alternatives] : [];
    const named = readings.map((mistakes) => mistakes.map(({ id }) => slugOf(id)).join(' and '));
    expect(named, toText(diagnosis)).toContain(page.id);
  });
});
