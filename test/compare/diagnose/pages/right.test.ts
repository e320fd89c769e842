import { describe, expect, it } from 'vitest';
import { modelOf } from '../../../../compare/diagnose/catalogue/pages/example.ts';
import { PAGES } from '../../../../compare/diagnose/catalogue/pages/pages.ts';
import { diagnose } from '../../../../compare/diagnose/diagnose.ts';
import { exampleNetwork } from './example-network.ts';

/** The networks in which the pages make their mistakes, each once. */
const examples = [...new Map(PAGES.map(({ model = {} }) => [JSON.stringify(model), model])).values()];

describe("the right lines of the mistakes' pages, which are the base network's", () => {
  it.each(examples)('are clean where the example is $activation $output $square', async (example) => {
    const diagnosis = await diagnose(await exampleNetwork({ id: 'right', wrong: {} }), modelOf(example));
    expect(diagnosis.verdict).toBe('correct');
  });
});
