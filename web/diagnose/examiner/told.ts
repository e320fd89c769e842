import { codeOf } from '../../../compare/diagnose/catalogue/codes.ts';
import type { Brought } from '../../../compare/diagnose/diagnose-brought.ts';
import type { Diagnosis } from '../../../compare/diagnose/diagnosis.ts';
import { isRight } from '../../../compare/diagnose/right.ts';
import { mostCostly } from '../../../compare/show/words/computed.ts';
import { toMarkdown, worded } from '../../../compare/show/words/diagnosis.ts';
import { logitsWidth } from '../../../src/model/model-spec.ts';
import type { Diagnosed } from './outcome.ts';

/** A diagnosis in the words of the command line, and what a page can show beside them. */
export function told({ diagnosis, found, warned }: Brought, printed: string): Diagnosed {
  const { inputs, hidden, output } = diagnosis.model;
  return {
    kind: 'diagnosed',
    isRight: isRight(diagnosis),
    ...worded(diagnosis),
    markdown: toMarkdown(diagnosis),
    widths: [inputs, ...hidden.map(({ units }) => units), logitsWidth(output)],
    locations: 'mistakes' in diagnosis ? diagnosis.mistakes.map(({ location }) => location) : 'location' in diagnosis ? [diagnosis.location] : [],
    codes: codesIn(diagnosis),
    formulas: diagnosis.verdict === 'computed' ? mostCostly(diagnosis.channels.findings).map(({ computed, right }) => ({ computed, right })) : [],
    found: found?.says ?? [],
    warned,
    printed,
  };
}

/** Each once, in the order in which they are told. */
function codesIn(diagnosis: Diagnosis): string[] {
  const named = 'mistakes' in diagnosis ? diagnosis.mistakes.map(({ code }) => code) : [];
  const computed =
    'channels' in diagnosis ? (diagnosis.channels?.findings ?? []).map(({ known }) => (known?.id === undefined ? undefined : codeOf(known.id))) : [];
  return [...new Set([...named, ...computed].filter((code) => code !== undefined))];
}
