import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../compare/diagnose/diagnosis.ts';
import { probed, trainingSaid } from '../../../compare/diagnose/probed.ts';
import { isRight } from '../../../compare/diagnose/right.ts';
import { asFound, declaredIn } from '../../../compare/networks/as-found.ts';
import { type PluginBackend, pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { pythonWith } from './python.ts';

const numpy = pythonWith('numpy');
const torch = pythonWith('torch');

/** As `mlp-compare diagnose <file>` does it: in the model that was read off. */
async function diagnosed(file: string): Promise<{ diagnosis: Diagnosis; found: NonNullable<PluginBackend['found']> }> {
  const backend = await pluginBackend(`test/compare/networks/${file}`);
  try {
    if (!backend.found) throw new Error(`${file} was taken at its word`);
    const model = asFound(DEFAULT_MODEL, backend.found, new Set());
    const training = trainingSaid(probed({ inputs: '5', classes: '3', ...declaredIn(backend.found) }).spec, model);
    return { diagnosis: await diagnose(backend, model, { training }), found: backend.found };
  } finally {
    await backend.close();
  }
}

/** What is wrong with it, by name or in words; nothing where training is right. */
function mistakesIn(diagnosis: Diagnosis): string[] {
  if (isRight(diagnosis)) return [];
  if (diagnosis.verdict === 'computed') {
    const wrong = diagnosis.channels.findings.filter(({ severity }) => severity === 'mistake');
    return wrong.map(({ computed }) => computed);
  }
  return 'mistakes' in diagnosis ? diagnosis.mistakes.map(({ name }) => name) : [diagnosis.verdict];
}

const LOGARITHM = expect.stringContaining('logarithm of a probability that can round to 0');

/** A file, the line that says its style, and its mistakes. */
const FILES: readonly [file: string, style: string, mistakes: readonly unknown[], needs?: typeof numpy][] = [
  ['brought/functions.py', 'functions forward_propagation(), compute_cost(), backward_propagation(), update_parameters() of W1, b1', [], numpy],
  [
    'brought/functions-wrong.ipynb',
    'functions forward_prop(), backward_prop(), update_params()',
    [expect.stringContaining('the sum of δ[l] over all units')],
    numpy,
  ],
  ['brought/params.py', "class TwoLayerNet with its weights in params['W1'] to params['W2']", [], numpy],
  ['brought/params-wrong.ts', 'class TwoLayerNet with its weights in params.W1 to params.W2', [expect.stringContaining('The ReLU mask is missing'), LOGARITHM]],
  ['brought/lists.ts', 'class Network with its weights in weights[0] to weights[2]; feedforward(), updateMiniBatch()', []],
  ['brought/lists-wrong.py', 'class Network with its weights in weights[0] to weights[2]', [expect.stringContaining('is taken at a, not at z')], numpy],
  ['brought/layers.py', 'layer objects Layer_Dense, Activation_ReLU, Activation_Softmax_Loss_CategoricalCrossentropy, Optimizer_SGD', [], numpy],
  ['brought/layers-wrong.ts', 'layer objects DenseLayer, ReLU, SoftmaxCrossEntropy, SGD', ['The mean over the batch is taken twice', LOGARITHM]],
  ['brought/estimator.py', 'estimator MLPClassifier with fit', [], numpy],
  ['brought/estimator-wrong.py', 'estimator MLPClassifier with fit', ['W is updated before the gradient passes back through it'], numpy],
  ['brought/torch_module.py', 'a PyTorch module, class MLP, with CrossEntropyLoss and SGD', [], torch],
  ['brought/torch_module-wrong.py', 'a PyTorch module, class MLP', [expect.stringContaining('softmax is applied to the logits before the loss')], torch],
];

const NO_BIAS = expect.stringMatching(/^db\[l\] = 0/);
const SUMMED = expect.stringContaining('sum over the rows, not their mean');
const EPSILON = expect.stringMatching(/^The logarithm is log\(p \+ ε\)/);

/** The shapes of public networks, rebuilt: those that are taken, as they are. What is told of their losses is true of them. */
const SHAPES: typeof FILES = [
  ['shapes/attributes_fixed.py', 'class DigitNet with its weights in W1 to W2; forward_prop(), backward_prop(), update_params()', [], numpy],
  ['shapes/model_dict.py', 'functions forward_prop(), loss(), backward_prop(), update_parameters() of W1, b1', [EPSILON], numpy],
  ['shapes/uphill.py', 'functions forward_prop(), backward_prop(), update_params() of W1, b1', [expect.stringContaining('the wrong sign')], numpy],
  ['shapes/passed_function.py', 'functions forward_prop(), backward_prop() of W1, b1', [], numpy],
  ['shapes/layers_of_params.py', "class TwoLayerNet with its weights in params['W1'] to params['W2']", [EPSILON], numpy],
  ['shapes/named_weights.py', 'class NeuralNetwork with its weights in weights_input_hidden to weights_hidden_output', [SUMMED], numpy],
  ['shapes/three_layers.py', 'class PredictiveNN with its weights in w1 to w3; forward(), backward()', [], numpy],
  ['shapes/network_of_layers.py', 'class MLP with its weights in layers[0].weights to layers[2].weights', [], numpy],
  ['shapes/train_step.py', "class NeuralNetwork with its weights in params['W1'] to params['W3']", [], numpy],
  ['shapes/quadratic_lists.py', 'class Network with its weights in weights[0] to weights[2]; feedforward(), update_mini_batch()', [], numpy],
  ['shapes/one_at_a_time.js', 'class NeuralNetwork with its weights in weightsIH to weightsHO; predict(), train()', []],
  ['shapes/quadratic_one.js', 'class NeuralNetwork with its weights in weightsIH to weightsHO; predict(), train()', []],
  ['shapes/quadratic_twice.js', 'class NeuralNetwork', []],
  ['shapes/values.ts', 'functions forward(), backward(), update() of W1, b1, …', []],
  ['shapes/values-wrong.ts', 'functions forward(), backward(), update()', ['f′ of layer 1 = 1 − a1']],
  ['shapes/values_no_bias.py', 'class NeuralNetwork with its weights in weights_input_to_hidden to weights_hidden_to_output', [], numpy],
  ['shapes/values_no_bias-wrong.py', 'class NeuralNetwork', ['f′ of layer 1 = 1'], numpy],
  ['shapes/updating_layers.py', 'layer objects Dense, Tanh, Tanh, mse', [], numpy],
  ['shapes/updating_rows.py', 'layer objects FCLayer, ActivationLayer(tanh, tanh_prime), ActivationLayer(tanh, tanh_prime), mse', [], numpy],
  [
    'shapes/updating_rows-wrong.py',
    'layer objects FCLayer',
    [expect.stringMatching(/^δ = 2\/3·\(1 − tanh\(p\)²\)·e/), expect.stringMatching(/^f′ of layer \[l\] = 1 − tanh²\(a\[l\]\)/)],
    numpy,
  ],
  ['shapes/course_skeleton.py', 'layer objects Linear, ReLU, CrossEntropyLoss, SGD', [], numpy],
  ['shapes/course_skeleton-wrong.py', 'layer objects Linear, ReLU', [expect.stringMatching(/^f′ of layer \[l\] = 1, in layers/)], numpy],
  ['shapes/torch_loop.py', 'a PyTorch module, class Net, with cross_entropy and no optimiser of its own: SGD', [], torch],
  ['shapes/torch_loop-wrong.py', 'a PyTorch module, class Net', [expect.stringContaining('Gradients add up over the steps')], torch],
  ['shapes/neuron_objects.py', 'neurons that NeuralNetwork() makes, each with a list of weights; feed_forward(), train()', [NO_BIAS], numpy],
  ['shapes/neuron_objects-wrong.py', 'neurons that NeuralNetwork() makes', [NO_BIAS, 'f′ of layer 1 = 1'], numpy],
  ['shapes/matrix_class.js', 'class NeuralNetwork with its weights in weights_ih.data to weights_ho.data; predict(), train()', []],
  ['shapes/matrix_class-wrong.js', 'class NeuralNetwork with its weights in weights_ih.data', ['dA1 = (p − y)·W2ᵀ']],
  ['shapes/fit_alone.py', 'class MLP with its weights in W1 to W2; predict_proba(), fit()', [], numpy],
  ['shapes/keras_like.py', 'class Sequential that layers are added to, with its weights in layers[0].weights to layers[2].weights', [], numpy],
  ['shapes/keras_like-wrong.py', 'class Sequential that layers are added to', ['W is updated before the gradient passes back through it'], numpy],
  ['shapes/added_activations.py', 'class Sequential that layers are added to, with its weights in layers[0].weights to layers[4].weights', [], numpy],
  ['shapes/row_dicts.py', 'neurons that initialize_network() makes, each with a list of weights; forward_propagate()', [], numpy],
  ['shapes/row_dicts-wrong.py', 'neurons that initialize_network() makes', [expect.stringMatching(/^db\[l\] = −δ\[l\]/)], numpy],
  ['shapes/data_in_init.py', 'class NeuralNetwork with its weights in weights1 to weights2', [SUMMED], numpy],
  ['shapes/data_in_init-wrong.py', 'class NeuralNetwork', ['f′ of layer 1 = 1', SUMMED], numpy],
  ['shapes/scalar_values.py', 'class MLP of scalars that know their gradients', [], numpy],
  ['shapes/scalar_values-wrong.ipynb', 'class MLP of scalars', [expect.stringMatching(/^u = g \+ u′/)], numpy],
  [
    'shapes/scalar_engine-wrong.ipynb',
    'class MLP of scalars',
    ['δ = e·(1 − p), where e = p − y', expect.stringMatching(/^f′ of layer \[l\] = 1 − a\[l\]/)],
    numpy,
  ],
  [
    'shapes/architecture_list.py',
    'functions full_forward_propagation(), get_cost_value(), full_backward_propagation(), update()',
    [expect.stringContaining('a division by p and 1 − p')],
    numpy,
  ],
];

describe('a file as people write it, named by its path alone', () => {
  for (const [file, style, mistakes, needs] of [...FILES, ...SHAPES]) {
    it.runIf(needs?.found ?? true)(
      `${file} is taken as what it is, and ${mistakes.length === 0 ? 'nothing is wrong with it' : 'its mistake is found'}${needs?.why ?? ''}`,
      async () => {
        const { diagnosis, found } = await diagnosed(file);
        expect(found.says[0]).toContain(style);
        expect(mistakesIn(diagnosis)).toEqual(mistakes);
      },
      120_000,
    );
  }

  it.runIf(numpy.found)(
    `says that what learns the quadratic cost through a sigmoid is held against that, and how it is declared${numpy.why}`,
    async () => {
      for (const file of ['shapes/named_weights.py', 'shapes/quadratic_lists.py']) {
        const { found } = await diagnosed(file);
        expect(found.says.at(-1)).toMatch(/^it learns the quadratic cost.* declare it: MLP_COMPARE = \{'loss': 'half-squared-error'\}/);
        expect(found.training).toEqual({ loss: 'half-squared-error' });
      }
    },
    120_000,
  );

  it('tells the squared error from half of it, in JavaScript as well', async () => {
    for (const [file, loss] of [
      ['shapes/quadratic_one.js', 'half-squared-error'],
      ['shapes/quadratic_twice.js', 'squared-error'],
    ] as const) {
      // biome-ignore format: a table
      const { found } = await diagnosed(file);
      expect(found.says.at(-1)).toContain(`declare it: export const model = { loss: '${loss}' }`);
      expect(found.training).toEqual({ loss });
    }
  });

  it.runIf(numpy.found)(
    `says why one is not taken${numpy.why}`,
    async () => {
      await expect(diagnosed('shapes/bias_trick.py')).rejects.toThrow(/bias_trick\.py: no network was recognised among NeuralNetwork/);
      await expect(diagnosed('shapes/packed_thetas.py')).rejects.toThrow(/forward_propagate\(\) has a parameter 'theta1' that nothing known goes by/);
    },
    120_000,
  );
});
