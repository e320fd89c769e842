import type { Dataset } from '../data/dataset.ts';
import { count, Fault } from '../fault.ts';
import { type HiddenLayer, type ModelSpec, type Normalisation, type Output, parameterCount, USUAL_NORMALISATION } from '../model/model-spec.ts';
import { isClasses } from '../model/target.ts';
import type { RunSpec } from './config.ts';
import { DEFAULT_THRESHOLD } from './settings/model.ts';

/** A gibibyte in float32, of which a run holds several copies. */
const MOST_PARAMETERS = 2 ** 28;

/** The settings that decide a model, beside the rows. */
export type ModelSettings = Pick<RunSpec, 'hidden' | 'activation' | 'output' | 'threshold' | 'bias' | 'normalise' | 'dropout' | 'dropoutScaling'> &
  NormalisationSettings;
type NormalisationSettings = Pick<RunSpec, 'normEpsilon' | 'normMomentum' | 'normVariance'>;

/** The model for these rows. @throws Fault if the two do not go together */
export function modelFor(spec: ModelSettings, train: Dataset): ModelSpec {
  const model = modelWith(spec, train.X.cols, outputFor(spec, train));
  const parameters = parameterCount(model);
  if (parameters <= MOST_PARAMETERS) return model;
  throw new Fault(
    `--hidden: the model would have ${count(parameters, 'weight')}; at most ${count(MOST_PARAMETERS, 'weight')} are taken. Choose smaller widths.`,
  );
}

/** The model that settings describe, between so many inputs and an output. */
export function modelWith(spec: ModelSettings, inputs: number, output: Output): ModelSpec {
  const { hidden, activation, dropout = [0], normalise, bias } = spec;
  const normalisation = normalisationIn(spec);
  const layers = hidden.map((units, l): HiddenLayer => {
    const rate = dropout[l] ?? dropout[0]!;
    const form = { ...(bias === false && { bias }), ...(normalise && { normalise }), ...(rate > 0 && { dropout: rate }) };
    return { units, activation: activation[l] ?? activation[0]!, ...form };
  });
  return {
    ...{ inputs, hidden: layers, output },
    ...(bias === false && { outputBias: bias }),
    ...(normalisation && { normalisation }),
    ...(spec.dropoutScaling === 'prediction' && { dropoutScaling: spec.dropoutScaling }),
  };
}

/** The numbers of a normalisation, where any is not as usual. */
function normalisationIn({ normEpsilon: epsilon, normMomentum: momentum, normVariance }: NormalisationSettings): Normalisation | undefined {
  if (epsilon === undefined && momentum === undefined && normVariance !== 'biased') return undefined;
  const usual = USUAL_NORMALISATION;
  return { epsilon: epsilon ?? usual.epsilon, momentum: momentum ?? usual.momentum, unbiased: normVariance !== 'biased' };
}

/** @throws Fault if rows of this kind cannot be answered so */
function outputFor({ output, threshold = DEFAULT_THRESHOLD }: ModelSettings, { name, y, classes, labels }: Dataset): Output {
  if (!isClasses(y)) {
    if (output === 'sigmoids' && labels) return { kind: output, outputs: y.cols, threshold };
    if (output === 'linear' || output === 'tanh') return { kind: output, outputs: y.cols };
    throw new Fault(`--output ${output} answers for classes, the targets of ${name} are values. Use --output linear or tanh.`);
  }
  if (output === 'softmax') return { kind: output, classes: classes.length };
  if (output === 'sigmoids') return { kind: output, outputs: classes.length, threshold };
  if (output !== 'sigmoid') return { kind: output, outputs: classes.length };
  if (classes.length !== 2) throw new Fault(`--output sigmoid answers for two classes, ${name} has ${classes.length}. Use --output softmax.`);
  return { kind: output, threshold };
}
