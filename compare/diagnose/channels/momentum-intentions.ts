import type { Found } from './finding.ts';
import { staleText } from './remembered.ts';
import { decimal, shown } from './search/numbers.ts';

/** δ and u = g + β·u′ with δ smaller by 1 − β: momentum as an average. */
export function averagedMomentum(found: readonly Found[]): Found[] {
  const momentum = found.find(({ momentum: of }) => of !== undefined);
  const gradient = found.find(({ scaled }) => scaled !== undefined);
  if (momentum?.momentum === undefined || gradient?.scaled === undefined || Math.abs(gradient.scaled - (1 - momentum.momentum)) > 1e-4) return [...found];
  const β = shown(momentum.momentum);
  const one: Found = {
    ...momentum,
    computed: `u = ${β}·u′ + ${shown(gradient.scaled)}·g: momentum as a running mean`,
    known: { name: 'Momentum as a running mean of gradients' },
    severity: 'intention',
    declare: `optimiser: { name: 'momentum', hyper: { momentum: ${decimal(momentum.momentum)}, dampening: ${decimal(momentum.momentum)} } }`,
    formulas: (right) => ({ ...gradient.formulas(right), ...momentum.formulas({ ...right, ...gradient.formulas(right) }) }),
  };
  return found.flatMap((other) => (other === momentum ? [one] : other === gradient ? [] : [other]));
}

/** c of every gradient, and steps by the velocity before: the number that stands before the gradient in it. */
export function staleMomentum(found: readonly Found[]): Found[] {
  const rule = found.find(({ stale }) => stale);
  const gradient = found.find(({ scaled, places: [place] }) => place!.channel === 'output gradient' && scaled !== undefined);
  if (!rule?.stale || rule.stale.ofStep === 0 || gradient?.scaled === undefined) return [...found];
  const stale = { ...rule.stale, ofGradient: rule.stale.ofGradient * gradient.scaled };
  const one: Found = {
    ...rule,
    computed: staleText(stale),
    stale,
    formulas: (right) => ({ ...gradient.formulas(right), ...rule.formulas({ ...right, ...gradient.formulas(right) }) }),
  };
  return found.flatMap((other) => (other === rule ? [one] : other === gradient ? [] : [other]));
}

/** δ and a Nesterov step with δ larger by 1 + μ, as its first step has it. */
export function nesterov(found: readonly Found[]): Found[] {
  const rule = found.find(({ nesterov: μ }) => μ !== undefined);
  const gradient = found.find(({ scaled }) => scaled !== undefined);
  if (rule?.nesterov === undefined || gradient?.scaled === undefined || Math.abs(gradient.scaled - 1 - rule.nesterov) > 1e-4) return [...found];
  const μ = shown(rule.nesterov);
  const one: Found = {
    ...rule,
    computed: `v = ${μ}·v + g, u = g + ${μ}·v: Nesterov's momentum`,
    known: { name: "Nesterov's momentum" },
    severity: 'intention',
    formulas: (right) => ({ ...gradient.formulas(right), ...rule.formulas({ ...right, ...gradient.formulas(right) }) }),
  };
  return found.flatMap((other) => (other === rule ? [one] : other === gradient ? [] : [other]));
}
