import { together } from '../../../src/fault.ts';
import type { Question, UnansweredProbe } from '../../diagnose/diagnosis.ts';
import { MAGNIFIED } from '../../diagnose/probe-plan.ts';
import type { Part } from './word-location.ts';

/** 'step() on 64 rows at learning rate 2^20' */
export function wordAsked({ call, learningRate }: Question): string {
  return learningRate === undefined ? call : `${call} at learning rate ${learningRate === MAGNIFIED ? '2^20' : learningRate}`;
}

/** Of a step that nobody trains with, why it is asked for; else nothing. */
export function wordPurpose(asked: readonly (Question | undefined)[]): string {
  return asked.some((one) => one?.learningRate === MAGNIFIED) ? ' No training takes a step at 2^20: so large a one shows the gradient itself.' : '';
}

/** What the network said instead of answering, each message once, and what it had been asked for. */
export function wordUnanswered(unanswered: readonly UnansweredProbe[]): Part[] {
  const messages = [...new Set(unanswered.map(({ said }) => said))];
  return messages.flatMap((said) => {
    const probes = unanswered.filter((probe) => probe.said === said);
    return [{ label: 'Not answered', text: said }, { label: 'Asked for', text: `${wordProbes(probes)}.${wordPurpose(probes.map(({ asked }) => asked))}` }];
  });
}

/** Each question once, with the probes that put it. */
function wordProbes(probes: readonly UnansweredProbe[]): string {
  const question = ({ asked, probe }: UnansweredProbe) => (asked ? wordAsked(asked) : probe);
  const questions = [...new Set(probes.map(question))];
  const alike = (one: string) => probes.filter((probe) => probe.asked && question(probe) === one).map(({ probe }) => probe);
  return questions.map((one) => (alike(one).length > 0 ? `${one} (${together(alike(one))})` : one)).join('; ');
}
