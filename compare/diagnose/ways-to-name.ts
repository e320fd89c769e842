import { Fault } from '../../src/fault.ts';
import { parameterCount } from '../../src/model/model-spec.ts';
import type { Backend } from '../../src/model/network.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { namedMistake } from './channels/catalogued.ts';
import type { ChannelDiagnosis } from './channels/finding.ts';
import { type Interrogation, interrogate } from './interrogate.ts';
import { type Naming, nameMistakes, nameUpon } from './name.ts';
import { narrowed, WIDE } from './narrow.ts';
import { type Case, Prediction } from './prediction.ts';

/** By the catalogue's search: several formulas may come from one mistake. Where none gives all, each formula that was found is looked up. */
export async function namingOf(backend: Backend, facts: Case, first: number, options: Interrogation, channels: ChannelDiagnosis | undefined): Promise<Naming> {
  const isWhole = channels?.proof.state === 'confirmed' && channels.findings.length > 0;
  const isDrawn = channels?.findings.some(({ computed }) => computed.includes('at random')); // no pair gives what luck does
  const naming = (await nameInSmall(backend, facts, options)) ?? (await nameMistakes(facts, first, isWhole || isDrawn ? 1 : 2));
  return naming.state === 'explained' || !isWhole ? naming : ((await namedByFormulas(facts, channels)) ?? naming);
}

/** The mistakes of the catalogue whose formulas were found, where together they give every number. */
async function namedByFormulas(facts: Case, channels: ChannelDiagnosis): Promise<Naming | undefined> {
  const suspects = catalogue(facts.setting);
  const findings = channels.findings.filter(({ severity }) => severity !== 'note');
  const mistakes = findings.flatMap(({ known }) => (known?.id === undefined ? [] : (namedMistake(suspects, { ...known, id: known.id }) ?? [])));
  return mistakes.length === findings.length ? nameUpon(facts, mistakes) : undefined;
}

/**
 * What is found in a narrower model, as far as it gives every number of the whole one, too. Undefined where nothing
 * is, or the network makes no other model than its own.
 */
async function nameInSmall(backend: Backend, facts: Case, options: Interrogation): Promise<Naming | undefined> {
  if (parameterCount(facts.model) <= WIDE) return undefined;
  try {
    const small = await interrogate(backend, narrowed(facts.model), { ...options, onProbe: () => undefined });
    const first = new Prediction(small, []).firstMismatch();
    const naming = first < 0 ? undefined : await nameMistakes(small, first);
    if (naming?.state !== 'explained') return undefined;
    const explanations = naming.explanations.filter((mistakes) => new Prediction(facts, mistakes).firstMismatch() < 0);
    return explanations.length > 0 ? { state: 'explained', explanations } : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
