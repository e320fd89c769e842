import { calledAs } from '../../../src/host/called-as.ts';
import { describeTraining } from '../../../src/model/describe-training.ts';
import { describeModel, layersOf, logitsWidth } from '../../../src/model/model-spec.ts';
import type { Task } from '../../../src/model/training-spec.ts';
import type { Question } from './question.ts';

/** What a folder of questions says of itself, on one screen. */
export function questionsReadme(task: Task, questions: readonly { readonly id: string; readonly question: Question }[], isOfValues: boolean): string {
  const { model, training } = task;
  const layers = layersOf(model);
  const other = questions.find(({ question }) => question.weights.some(({ W }, l) => W.rows !== layers[l]!.inputs || W.cols !== layers[l]!.outputs));
  const hidden = layers.slice(0, -1);
  const K = logitsWidth(model.output);
  const shapes = layers.map(({ inputs, outputs }, l) => `W${l + 1} (${inputs}, ${outputs}), b${l + 1} (1, ${outputs})`).join(', ');
  return `# ${questions.length} questions for a network ${describeModel(model)}

Its training: ${describeTraining({ model, training, schedule: 'constant', warmup: 0 })}. What its optimiser remembers begins anew with each question, and is kept over its steps.
${other ? `From question ${other.id} on it is a NARROWER network: its widths are those of the weights that are given.\n` : ''}
For each question make a FRESH network with the weights given, predict the rows given, then take the steps given, one after the
other. Each question is here three times, the same numbers: a folder of CSV files \`01/\`, \`01.npz\` and \`01.json\`. \`questions.csv\`
lists them: name, steps.

| given | |
|---|---|
| \`${layers.map((_, l) => `W${l + 1}, b${l + 1}`).join(', ')}\` | the weights to begin with: ${shapes}; z = a·W + b, a sample is a row |
| \`X\` | rows to predict BEFORE any step, (B, ${model.inputs}); not in every question |
| \`rates\` | the learning rate of each step, one a line |
| \`step1_X\`, \`step1_y\`, \`step2_X\`, … | the batch of each step: rows (B, ${model.inputs}) and their targets, ${isOfValues ? `values (B, ${K})` : 'a class a line, from 0'} |

Answer in a folder of your own by the same names: \`a/01/logits.csv\`, or \`a/01.npz\`, or \`a/01.json\`.

| answer | |
|---|---|
| \`logits\` | (B, ${K}) for \`X\`, ${model.output.kind === 'linear' || model.output.kind === 'tanh' ? 'what it answers' : `before the ${model.output.kind === 'softmax' ? 'softmax' : 'last function'}`} |
| \`loss\` | the loss (${training.loss}) of each step's batch BEFORE its update, one a line |
| \`step1_W1\`, \`step1_b1\`, … | every weight after each step |
| \`step1_dW1\`, \`step1_db1\`, … | the gradients of each step; of step 1 alone where your network takes no step itself |
${hidden.length > 0 ? `| ${hidden.map((_, l) => `\`A${l + 1}\``).join(', ')} | the hidden activations for \`X\`: ${hidden.map(({ outputs }) => `(B, ${outputs})`).join(', ')}; makes it sharper |\n` : ''}
Whatever you leave out everywhere is not looked at; gradients alone are enough. Write 17 digits (\`%.17g\`); NaN and Inf may be
written so. Some rates are 1048576: a step so large shows the gradient itself. Then:

    ${calledAs('diagnose', ['--questions', '<this folder>', '--answers', 'a'])}
`;
}
