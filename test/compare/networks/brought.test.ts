import { describe, expect, it } from 'vitest';
import { asFound } from '../../../compare/cli/diagnose/found.ts';
import { DEFAULT_MODEL, diagnose } from '../../../compare/diagnose/diagnose.ts';
import type { Diagnosis } from '../../../compare/diagnose/diagnosis.ts';
import { isRight } from '../../../compare/diagnose/right.ts';
import { type PluginBackend, pluginBackend } from '../../../compare/networks/plugin-backend.ts';
import { pythonWith } from './python.ts';

const numpy = pythonWith('numpy');
const torch = pythonWith('torch');

/** As `mlp-compare diagnose <file>` does it: in the model that was read off. */
async function diagnosed(file: string): Promise<{ diagnosis: Diagnosis; found: NonNullable<PluginBackend['found']> }> {
  const backend = await pluginBackend(`test/compare/networks/brought/${file}`);
  try {
    if (!backend.found) throw new Error(`${file} was taken at its word`);
    return { diagnosis: await diagnose(backend, asFound(DEFAULT_MODEL, backend.found, new Set())), found: backend.found };
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
  ['functions.py', 'functions forward_propagation(), compute_cost(), backward_propagation(), update_parameters() of W1, b1', [], numpy],
  ['functions-wrong.ipynb', 'functions forward_prop(), backward_prop(), update_params()', [expect.stringContaining('the sum of δ[l] over all units')], numpy],
  ['params.py', "class TwoLayerNet with its weights in params['W1'] to params['W2']", [], numpy],
  ['params-wrong.ts', 'class TwoLayerNet with its weights in params.W1 to params.W2', [expect.stringContaining('The ReLU mask is missing'), LOGARITHM]],
  ['lists.ts', 'class Network with its weights in weights[0] to weights[2]; feedforward(), updateMiniBatch()', []],
  ['lists-wrong.py', 'class Network with its weights in weights[0] to weights[2]', [expect.stringContaining('is taken at a, not at z')], numpy],
  ['layers.py', 'layer objects Layer_Dense, Activation_ReLU, Activation_Softmax_Loss_CategoricalCrossentropy, Optimizer_SGD', [], numpy],
  ['layers-wrong.ts', 'layer objects DenseLayer, ReLU, SoftmaxCrossEntropy, SGD', ['The mean over the batch is taken twice', LOGARITHM]],
  ['estimator.py', 'estimator MLPClassifier with fit', [], numpy],
  ['estimator-wrong.py', 'estimator MLPClassifier with fit', ['W is updated before the gradient passes back through it'], numpy],
  ['torch_module.py', 'a PyTorch module, class MLP, with CrossEntropyLoss and SGD', [], torch],
  ['torch_module-wrong.py', 'a PyTorch module, class MLP', [expect.stringContaining('softmax is applied to the logits before the loss')], torch],
];

describe('a file as people write it, named by its path alone', () => {
  for (const [file, style, mistakes, needs] of FILES) {
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
});
