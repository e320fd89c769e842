import { clipped } from '../../../src/model/penalty.ts';
import type { ClipSpec } from '../../../src/model/training-spec.ts';
import { map, scale } from '../../../src/numbers/algebra.ts';
import type { Option } from './finding.ts';
import type { Known } from './known.ts';

/** What a network may make of dropout's masks, where it is declared. */
export function dropoutOptions({ layers }: Known): Option[] {
  const p = layers.find(({ dropout }) => dropout)?.dropout;
  if (!p) return [];
  const right = 'a = f(z) ⊙ mask, δ = dA ⊙ mask ⊙ f′(z), the mask as it is given';
  return [
    {
      channel: 'derivative',
      computed: 'δ = dA ⊙ f′(z): the mask of dropout is not applied going back',
      right,
      known: { name: 'The mask of dropout is not applied going back' },
      formulas: (formulas) => ({ activationGradient: (pass, l) => formulas.activationGradient({ ...pass, masks: [] }, l) }),
    },
    {
      channel: 'forward',
      computed: 'a = f(z): the mask of dropout is not applied going forward',
      right,
      known: { name: 'The mask of dropout is not applied going forward' },
      formulas: () => ({ dropped: (F) => F }),
    },
    {
      channel: 'forward',
      computed: 'dropout is not applied at all',
      right,
      formulas: (formulas) => ({ dropped: (F) => F, activationGradient: (pass, l) => formulas.activationGradient({ ...pass, masks: [] }, l) }),
    },
    {
      channel: 'derivative',
      computed: 'the mask of dropout goes back as 0 or 1, without its scale',
      right,
      formulas: (formulas) => ({
        activationGradient: (pass, l) =>
          formulas.activationGradient({ ...pass, masks: pass.masks.map((mask) => mask && map(mask, (m) => (m === 0 ? 0 : 1))) }, l),
      }),
    },
    ...[1 - p, 1 / (1 - p)].map(
      (c): Option => ({
        channel: 'forward',
        computed: `a = f(z) ⊙ mask·${c < 1 ? '(1 − p)' : '1/(1 − p)'}: what is kept is scaled ${c < 1 ? 'down' : 'up'} once more`,
        right,
        formulas: (formulas) => ({
          dropped: (F, mask) => (mask ? scale(formulas.dropped(F, mask), c) : F),
          activationGradient: (pass, l) => formulas.activationGradient({ ...pass, masks: pass.masks.map((mask) => mask && scale(mask, c)) }, l),
        }),
      }),
    ),
  ];
}

/** Other bounds on the gradient than the one declared, of the same size. */
export function clippingOptions({ task: { training } }: Known): Option[] {
  if (!training.clip) return [];
  const limit = Object.values(training.clip).find((value) => value !== undefined)!;
  const ways: readonly (readonly [string, ClipSpec | undefined])[] = [
    ['the gradient is not clipped', undefined],
    [`every number of the gradient is clipped to ±${limit}`, { value: limit }],
    [`the gradient of each tensor is clipped to a norm of ${limit}`, { norm: limit }],
    [`the gradient of all tensors together is clipped to a norm of ${limit}`, { globalNorm: limit }],
  ];
  return ways.map(
    ([computed, clip]): Option => ({
      channel: 'update',
      computed,
      right: `clipped as declared: ${JSON.stringify(training.clip)}`,
      formulas: (right) => ({
        treated: (pass, gradients) =>
          right.treated({ ...pass, task: { ...pass.task, training: { ...training, clip: { value: Infinity } } } }, clipped(clip, gradients)),
      }),
    }),
  );
}
