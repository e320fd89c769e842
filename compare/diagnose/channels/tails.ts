import { NEW, step } from '../../../scratch/plain.ts';
import { activationOf } from '../../../src/model/activations/activations.ts';
import { part } from './draws.ts';
import { finding, type Known, type Outcome, together, verdict } from './known.ts';
import { shown } from './search/numbers.ts';
import type { Asked } from './tail-questions.ts';
import { isDecided, logitsAt } from './tail-questions.ts';

/** What becomes of the loss and of δ where probabilities round to 0 or 1, and at the kink of an activation. */
export async function examineTails(known: Known): Promise<Outcome> {
  const { output } = known.task.model;
  const isClassifier = output.kind === 'softmax' || output.kind === 'sigmoid';
  const atKink = await examineKink(known);
  if (!isClassifier || known.verdicts.some(({ channel, state }) => channel === 'forward' && state !== 'right'))
    return together(atKink, verdict('tails', 'not asked'));
  const asked = output.kind === 'softmax' ? await severalClasses(known) : await oneSigmoid(known);
  return together(atKink, asked.found.length > 0 ? asked : verdict('tails', 'right'));
}

const note = { severity: 'note', formulas: () => ({}) } as const;
const FROM_LOGITS = 'the loss from the logits, log Σe^z − z_y, of one sigmoid max(z, 0) − z·y + log(1 + e^−|z|)';
const NOT_SHIFTED = 'e^z is taken without a shift by the largest logit: it overflows, and the gradient is NaN, where a logit is beyond 709';

async function severalClasses(known: Known): Promise<Outcome> {
  const at = async (z: readonly number[], label: number) => logitsAt(known, z, label);
  const [other, own, large, middle] = [await at([0, -2, -800], 0), await at([0, -2, -800], 2), await at([800, 799, 0], 0), await at([0, -2, 1], 0)];
  if (!other || !own || !large || !middle || !isDecided(middle)) return verdict('tails', 'not asked');
  const found: Outcome[] = [];
  if (other.broken || own.broken) {
    const whose = other.broken ? 'the probability of any class' : "the label's probability";
    found.push(
      finding('tails', {
        ...note,
        computed: `the gradient is NaN where ${whose} rounds to 0: a division by p, apart from the p that it is multiplied by${large.broken ? '; also where logits are large' : ''}`,
        right: 'δ = p − y, whatever p is',
        known: { name: 'A division by p' },
        tellsApart: true,
      }),
    );
  } else if (large.broken) {
    found.push(finding('tails', { ...note, computed: NOT_SHIFTED, right: 'e^(z − max z)', known: { name: 'Softmax is not shifted' } }));
  } else if (await overWholeBatch(known)) {
    found.push(
      finding('tails', {
        ...note,
        computed: 'softmax is shifted by the largest logit of the whole batch: a row far below another becomes 0/0',
        right: 'each row by its own largest logit',
        known: { name: 'Softmax is shifted by the maximum of the whole batch' },
        tellsApart: true,
      }),
    );
  }
  return together(...found, ofLoss([other, own, large], found.length > 0), ofDelta([other, own, large], found.length > 0));
}

async function oneSigmoid(known: Known): Promise<Outcome> {
  const points = [
    [40, 1],
    [40, 0],
    [-40, 0],
    [-800, 1],
    [-800, 0],
    [800, 1],
    [800, 0],
  ] as const;
  const asked = await Promise.all(points.map(([z, label]) => logitsAt(known, [z], label)));
  const middle = await logitsAt(known, [0.7], 1);
  if (!middle || !isDecided(middle) || asked.some((one) => !one)) return verdict('tails', 'not asked');
  const all = asked as Asked[];
  const broken = points.filter((_, i) => all[i]!.broken).map(([z, y]) => `z = ${z}, y = ${y}`.replace('-', '−'));
  const overflows = all.slice(0, 5).every((one) => !one.broken);
  const near = all.slice(0, 3).some((one) => one.broken);
  const division = overflows
    ? finding('tails', {
        ...note,
        computed: 'the sigmoid is taken as e^z/(1 + e^z): it overflows, and the gradient is NaN, where a logit is beyond 709',
        right: '1/(1 + e^−z)',
        known: { name: 'e^z overflows' },
      })
    : finding('tails', {
        ...note,
        ...(near && { severity: 'mistake' as const }),
        tellsApart: true,
        computed: `the gradient is NaN where p rounds to 0 or 1 (${broken.join('; ')}): a division by p and 1 − p, apart from the p(1 − p) that it is multiplied by`,
        right: 'δ = p − y, whatever p is',
        known: { name: 'A division by p and 1 − p', mend: 'Take δ = p − y in one piece in place of −(y/p − (1 − y)/(1 − p)) times p(1 − p).' },
      });
  return together(...(broken.length > 0 ? [division] : []), ofLoss(all, broken.length > 0), ofDelta(all, broken.length > 0));
}

/** NaN where it need not be; infinite; or bounded, by ε or by clipping. */
function ofLoss(all: readonly Asked[], broken: boolean): Outcome {
  const NaNs = all.filter(({ loss, expected }) => Number.isNaN(loss) && Number.isFinite(expected.loss));
  if (NaNs.length > 0) {
    if (broken && !Number.isNaN(all[0]!.loss)) return { found: [], verdicts: [] };
    const even = all.some(({ loss, expected }) => Number.isNaN(loss) && expected.loss < 1);
    return finding('tails', {
      ...note,
      computed: even ? 'the loss is NaN where a probability rounds to 0 even on rows that are right: 0·log 0' : 'the loss is NaN where logits are far apart',
      right: FROM_LOGITS,
      known: { name: even ? '0·log 0' : 'The loss is NaN in the tails' },
      ...(even && { tellsApart: true as const }),
    });
  }
  const off = all.find(
    ({ loss, expected }) => loss !== undefined && Math.abs(loss - expected.loss) > 0.03 * Math.abs(expected.loss) && Math.abs(loss - expected.loss) > 1e-6,
  );
  if (!off) return { found: [], verdicts: [] };
  const isHuge = (off.loss ?? 0) > 1e300;
  return finding('tails', {
    ...note,
    computed: isHuge
      ? 'the loss is infinite where the probability of the label rounds to 0: log 0'
      : `the loss stops at ${Number(off.loss).toPrecision(4)}, as log(p + ε) or clipping has it, ε = ${shown(Math.exp(-Number(off.loss)))}`,
    right: FROM_LOGITS,
    known: { name: isHuge ? 'log p of p = 0' : 'log(p + ε), or clipping' },
  });
}

function ofDelta(all: readonly Asked[], broken: boolean): Outcome {
  const off = broken
    ? undefined
    : all.find(({ z, delta, expected }) => delta.some((d, k) => !(Math.abs(d - expected.delta[k]!) <= 1e-5 + 1e-6 * Math.abs(z[k]!))));
  if (!off) return { found: [], verdicts: [] };
  const text = (values: readonly number[]) =>
    values
      .map((v) => shown(v))
      .join(', ')
      .replaceAll('-', '−');
  return finding('tails', {
    ...note,
    computed: `δ = (${text(off.delta)}) at z = (${text(off.z)}), where p rounds to 0 or 1`,
    right: `δ = (${text(off.expected.delta)})`,
    known: { name: 'The gradient is bent in the tails' },
  });
}

/** Two rows 1500 apart: each must be as it is alone. */
async function overWholeBatch(known: Known): Promise<boolean> {
  const { draw, asker, layers } = known;
  const last = layers.length - 1;
  if (last < 0) return false;
  const weights = draw.weights.map((layer, l) =>
    l === last ? { ...layer, W: { ...layer.W, data: layer.W.data.map((_, i) => (i < layer.W.cols ? 2 ** 12 : 0)) } } : layer,
  );
  const reply = await asker.ask({ title: 'a step of rows whose logits are far apart', weights, steps: [{ ...part(draw, 0, 6), rate: 1 }] });
  return reply !== undefined && reply.after[0]!.some(({ W }) => W.data.some((w) => !Number.isFinite(w)));
}

/** f′ where z is exactly 0. */
async function examineKink(known: Known): Promise<Outcome> {
  const { draw, asker, layers, task, formulas } = known;
  const l = layers.slice(0, -1).findIndex(({ activation }) => activationOf(activation).record.kinks.includes(0));
  if (l < 0 || layers[l]!.normalise || known.verdicts.some(({ channel, state }) => (channel === 'derivative' || channel === 'forward') && state !== 'right'))
    return verdict('kink', 'not asked');
  const weights = draw.weights.map((layer, m) =>
    m === l
      ? {
          ...layer,
          W: { ...layer.W, data: layer.W.data.map((w, i) => (i % layer.W.cols === 0 ? 0 : w)) },
          b: { ...layer.b, data: layer.b.data.map((b, j) => (j === 0 ? 0 : b)) },
        }
      : layer,
  );
  const batch = part(draw, 0, 1);
  const reply = await asker.ask({ title: 'a step at z = 0', weights, steps: [{ ...batch, rate: 1 }] });
  if (!reply) return verdict('kink', 'not asked');
  const expected = step(task, { weights, memory: NEW }, batch, 1, formulas).after.weights[l]!.b.data[0]!;
  const came = reply.after[0]![l]!.b.data[0]!;
  if (Math.abs(came - expected) < 1e-6) return verdict('kink', 'right');
  return finding('kink', {
    ...note,
    computed: `f′(0) of ${layers[l]!.activation} is not 0, as z ≥ 0 for z > 0 has it`,
    right: 'f′(0) = 0, as the frameworks have it',
    known: { name: 'The derivative at 0' },
  });
}
