import { calledAs } from '../../../src/host/called-as.ts';
import { describeModel, layersOf, logitsWidth, type ModelSpec } from '../../../src/model/model-spec.ts';

/** What a folder of questions says of itself, on one screen. */
export function questionsReadme(model: ModelSpec, questions: number): string {
  const layers = layersOf(model);
  const hidden = layers.slice(0, -1);
  const K = logitsWidth(model.output);
  const shapes = layers.map(({ inputs, outputs }, l) => `W${l + 1} (${inputs}, ${outputs}), b${l + 1} (1, ${outputs})`).join(', ');
  return `# ${questions} questions for a network ${describeModel(model)}

For each question make a FRESH network with the weights given, predict the rows given, then take the steps given, one after the
other. Each question is here three times, the same numbers: a folder of CSV files \`01/\`, \`01.npz\` and \`01.json\`. \`questions.csv\`
lists them: name, steps.

| given | |
|---|---|
| \`${layers.map((_, l) => `W${l + 1}, b${l + 1}`).join(', ')}\` | the weights to begin with: ${shapes}; z = a·W + b, a sample is a row |
| \`X\` | rows to predict BEFORE any step, (B, ${model.inputs}); not in every question |
| \`rates\` | the learning rate of each step, one a line |
| \`step1_X\`, \`step1_y\`, \`step2_X\`, … | the batch of each step: rows (B, ${model.inputs}) and their targets, ${model.output.kind === 'linear' || model.output.kind === 'tanh' ? `values (B, ${K})` : 'a class a line, from 0'} |

Answer in a folder of your own by the same names: \`a/01/logits.csv\`, or \`a/01.npz\`, or \`a/01.json\`.

| answer | |
|---|---|
| \`logits\` | (B, ${K}) for \`X\`, before the ${model.output.kind === 'softmax' ? 'softmax' : 'last function'} |
| \`loss\` | the mean loss of each step's batch BEFORE its update, one a line |
| \`step1_W1\`, \`step1_b1\`, … | every weight after each step |
| \`step1_dW1\`, \`step1_db1\`, … | the gradients of each step; of step 1 alone where your network takes no step itself |
${hidden.length > 0 ? `| ${hidden.map((_, l) => `\`A${l + 1}\``).join(', ')} | the hidden activations for \`X\`: ${hidden.map(({ outputs }) => `(B, ${outputs})`).join(', ')}; makes it sharper |\n` : ''}
Whatever you leave out everywhere is not looked at; gradients alone are enough. Write 17 digits (\`%.17g\`); NaN and Inf may be
written so. Some rates are 1048576: a step so large shows the gradient itself. Then:

    ${calledAs('diagnose', ['--questions', '<this folder>', '--answers', 'a'])}
`;
}
