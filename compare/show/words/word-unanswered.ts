import { together } from '../../../src/fault.ts';
import { type UnansweredProbe, wordAsked, wordPurpose } from '../../diagnose/unanswered.ts';
import type { Part } from './word-location.ts';

/** What the network said instead of answering, each message once, and what it had been asked for. */
export function wordUnanswered(unanswered: readonly UnansweredProbe[]): Part[] {
  const messages = [...new Set(unanswered.map(({ said }) => said))];
  return messages.flatMap((said) => {
    const probes = unanswered.filter((probe) => probe.said === said);
    return [
      { label: 'Not answered', text: said },
      { label: 'Asked for', text: `${wordProbes(probes)}.${wordPurpose(probes.map(({ asked }) => asked))}` },
    ];
  });
}

/** Each question once, with the probes that put it. */
function wordProbes(probes: readonly UnansweredProbe[]): string {
  const question = ({ asked, probe }: UnansweredProbe) => (asked ? wordAsked(asked) : probe);
  const questions = [...new Set(probes.map(question))];
  const alike = (one: string) => probes.filter((probe) => probe.asked && question(probe) === one).map(({ probe }) => probe);
  return questions.map((one) => (alike(one).length > 0 ? `${one} (${together(alike(one))})` : one)).join('; ');
}
