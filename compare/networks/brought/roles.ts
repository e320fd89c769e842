/** What the names of parameters are commonly for. Names come second: shapes decide where they can. */
const PARAMETERS = {
  X: /^(x|xs|x_?(train|batch|in|data)|batch_?x|inputs?|input_?(data|batch|vector|array|list)?|data|a_?0|features|samples?|images?|input)$/i,
  y: /^(y|ys|t|y_?(true|train|batch|data|hot|onehot|label|actual)|labels?|targets?|target_?(data|array|list)?|expected\w*|one_?hot\w*)$/i,
  rate: /^(lr|learning_?rate|alpha|eta|rate|step_?size)$/i,
  params: /^(params?|parameters?|theta|weights|model|net|network|nn)$/i,
  grads: /^(grads?|gradients?|d_?params|derivatives?)$/i,
  cache: /^(caches?|cache_?\w*|memory|store|activations|intermediates?|forward_?(pass|cache|results?)|fwd|outputs?|state)$/i,
  output: /^(al|a_?l|y_?hat|y_?pred(icted)?|predictions?|predicted|outs?|output|probs?|probabilities|scores?|logits|p|a_?(out|last|final))$/i,
  rows: /^(m|n|n_?samples|num_?(examples|samples)|batch_?size)$/i,
  penalty: /^(reg|lambd\w*|l2\w*|reg_?\w*|weight_?decay)$/i,
  epochs: /^(n_?|num_?)?(epochs?|iterations?|iters?|steps)$/i,
  pairs: /^(mini_?batch|batch|training_?data|samples_?batch)$/i,
  sizes: /^(\w*(layer_?)?(sizes|dims|dimensions)|layers|shape|architecture|topology)$/i,
  inputs: /^((n_?|num_?)?(in|ins|inputs?|features)|(in|input)_?(size|dim|features|nodes|units|count|neurons|width)s?|n_?x|d|fan_?in)$/i,
  hidden: /^((n_?|num_?)?hidden\w*|h|n_?h|hid(_?nodes)?|hidden_?(size|dim|nodes|units|layers?)s?)$/i,
  classes:
    /^((n_?|num_?)?(outs?|outputs?|classes)|(out|output)_?(size|dim|features|nodes|units|count|neurons|width)s?|n_?y|k|c|fan_?out|units|neurons|n_?neurons)$/i,
} as const;

export type Role = keyof typeof PARAMETERS;

/** Every role that a parameter of that name may have, likeliest first. */
export function rolesOf(name: string): Role[] {
  return (Object.keys(PARAMETERS) as Role[]).filter((role) => PARAMETERS[role].test(name));
}

export interface TensorNamed {
  readonly kind: 'W' | 'b' | 'Z' | 'A';
  readonly layer: number;
  readonly isGradient: boolean;
}

/** Which tensor a name is of: W1, b1, weights1, dW1, gradW1, Z1, A1; undefined for any other. */
export function tensorNamed(name: string): TensorNamed | undefined {
  const found = /^(d_?|grad_?|delta_?|nabla_?)?(weights?|bias(?:es)?|[WbZA])_?(\d)$/i.exec(name);
  if (!found) return undefined;
  const letter = (found[2] as string)[0]!.toUpperCase();
  return { kind: letter === 'B' ? 'b' : (letter as 'W' | 'Z' | 'A'), layer: Number(found[3]), isGradient: found[1] !== undefined };
}

/** The likeliest parts of a step, by the name of the function. */
export const FUNCTIONS = {
  forward: /forward|feed_?forward|fwd|predict_?proba|propagate$|scores$/i,
  cost: /cost|loss|cross_?entropy|error|objective/i,
  backward: /back|gradient(?!_?descent)|grads?\b|derivatives/i,
  update: /update|step|optimi[sz]|descend|apply_?grad/i,
} as const;

export type Part = keyof typeof FUNCTIONS;

/** Functions that are none of these, whatever else their names say. */
export const BESIDE = /numeric|check|plot|print|accuracy|evaluate|test|deriv|prime|one_?hot|save|load|init/i;
