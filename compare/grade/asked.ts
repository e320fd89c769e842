import type { ModelSpec } from '../../src/model/model-spec.ts';
import { type ProbedArguments, probed, trainingSaid } from '../diagnose/probed.ts';
import type { Rubric } from './rubric.ts';
import { trainingRows } from './train-item.ts';

/** As diagnose has it where nothing is said. */
const USUAL = { inputs: '5', classes: '3', hidden: [6, 6] };

/** The network that a rubric asks for, and how it is probed. @throws Fault where the rubric's model makes no sense */
export function askedBy({ model }: Pick<Rubric, 'model'>): ReturnType<typeof probed> & { readonly model: ModelSpec } {
  const given: ProbedArguments = { ...USUAL, ...model, ...textOf(model, 'inputs'), ...textOf(model, 'classes') };
  return probed(given, (option) => `rubric: model: ${option}`);
}

/** A number in YAML, and text on a command line. */
function textOf(model: Rubric['model'], name: 'inputs' | 'classes'): { readonly [option: string]: string } {
  return model[name] === undefined ? {} : { [name]: String(model[name]) };
}

/** Before anything is run: whether what the rubric asks for can be had. @throws Fault */
export async function checkAsked(rubric: Rubric): Promise<void> {
  const { spec, model } = askedBy(rubric);
  trainingSaid(spec, model);
  if (rubric.items.some(({ item }) => item === 'trains')) await trainingRows(rubric);
}
