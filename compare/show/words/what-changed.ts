import { together } from '../../../src/fault.ts';
import type { Diagnosis } from '../../diagnose/diagnosis.ts';
import { chargesOf } from '../../grade/charges.ts';
import type { Charged } from '../../grade/outcome.ts';

/** What is wrong with a network, each at the first tensor that shows it; what is right but was not declared is not among it, nor is a note. */
export function wrongIn(found: Diagnosis): Charged[] {
  const diagnosis = withoutNotes(found);
  const channels = 'channels' in diagnosis ? diagnosis.channels : undefined;
  const shown = 'mistakes' in diagnosis ? diagnosis.mistakes.map(({ location }) => location.tensor) : []; // those come first
  const charges = chargesOf(diagnosis, channels, { accept: [], undeclared: 'accept' });
  return charges.map((charged, i) => ({ ...charged, place: shown[i] ?? charged.place })).filter(({ accepted }) => accepted === undefined);
}

function withoutNotes(diagnosis: Diagnosis): Diagnosis {
  if (!('channels' in diagnosis) || !diagnosis.channels) return diagnosis;
  const { channels } = diagnosis;
  return { ...diagnosis, channels: { ...channels, findings: channels.findings.filter(({ severity }) => severity !== 'note') } } as Diagnosis;
}

/** What a change of the network's file did, in a sentence that begins in the middle: 'dW2 is right now; loss is still wrong.' */
export function whatChanged(before: Diagnosis, now: Diagnosis): string {
  const [was, is] = [before, now].map(byPlace) as [Map<string, string>, Map<string, string>];
  const places = (from: Map<string, string>, asked: (place: string, name: string) => boolean) =>
    [...from].filter(([place, name]) => asked(place, name)).map(([place]) => place);
  const mended = places(was, (place) => !is.has(place));
  const broken = places(is, (place) => !was.has(place));
  const otherwise = places(is, (place, name) => was.has(place) && was.get(place) !== name);
  const still = places(is, (place, name) => was.get(place) === name);
  const { unanswered, probes } = now;
  return `${[
    ...told(mended, 'right now'),
    ...told(broken, 'wrong now'),
    ...told(otherwise, 'wrong in another way'),
    ...told(still, 'still wrong'),
    ...(unanswered.length > 0 ? [`${unanswered.length} of ${probes.length} probes were not answered`] : []),
    ...(is.size === 0 && unanswered.length === 0 ? ['nothing is wrong'] : []),
  ].join('; ')}.`;
}

/** Of each place what is wrong there. */
function byPlace(diagnosis: Diagnosis): Map<string, string> {
  const places = new Map<string, string>();
  for (const { place, name } of wrongIn(diagnosis)) places.set(place, [...(places.has(place) ? [places.get(place)!] : []), name].join('; '));
  return places;
}

function told(places: readonly string[], how: string): string[] {
  return places.length === 0 ? [] : [`${together(places)} ${places.length === 1 ? 'is' : 'are'} ${how}`];
}
