import type { Comparison } from '../../results/schema.ts';
import { withVisibleNames } from '../../results/visible-names.ts';
import { documentText } from '../../show/terminal/document-text.ts';
import { seedsResult, seedsSummary } from '../../show/terminal/seeds.ts';
import { diagnosisTexts, result, summary, verdictText } from '../../show/terminal/summary.ts';
import type { TextOptions } from '../../show/terminal/text-options.ts';
import { verdicts } from '../../show/words/verdict.ts';
import { wrap } from '../../show/words/wrap.ts';

/** What is shown of a comparison in the end; a quiet run shows no curves. */
export function resultText(computed: Comparison, text: TextOptions, { quiet = false }: { quiet?: boolean } = {}): string {
  const comparison = withVisibleNames(computed);
  const { seeds } = comparison;
  const parts = seeds
    ? [quiet ? seedsResult(seeds, text) : seedsSummary(seeds, text), firstSeed(comparison, text)]
    : [quiet ? result(comparison, text) : summary(comparison, text)];
  return [...parts, documentText(comparison, text)].filter((part) => part !== '').join('\n\n');
}

/** Parity is a matter of steps, not of seeds: one seed's is enough, and is said to be one's. */
function firstSeed(comparison: Comparison, text: TextOptions): string {
  const found = verdicts(comparison);
  const checked = `${wrap(`Checked step by step with seed ${comparison.seeds!.seeds[0]} alone:`, text.width)}\n${verdictText(found, text)}`;
  return found.length === 0 ? '' : [checked, ...diagnosisTexts(comparison, text)].join('\n\n');
}
