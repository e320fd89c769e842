import type { Finding } from './finding.ts';

/** The same said of several layers is said once. */
export function grouped(findings: readonly Finding[]): Finding[] {
  return groupsOf(findings).map((all) => (all.length === 1 ? all[0]! : merged(all)));
}

/** Findings that say the same of one layer or another. */
export function groupsOf<T extends Finding>(findings: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const finding of findings) {
    const layer = finding.places[0]!.layer;
    const key = layer === undefined ? `${finding.places[0]!.channel} ${finding.computed}` : `${finding.places[0]!.channel} ${general(finding.computed, layer)}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** 'dW2 = z1ᵀ·δ2' of layer 2 as 'dW[l] = z[l − 1]ᵀ·δ[l]'; x stands below layer 1 as a[0]. */
function general(text: string, layer: number): string {
  const steps: Readonly<Record<string, string>> = { '-1': '[l − 1]', '0': '[l]', '1': '[l + 1]' };
  const numbered = text.replaceAll(/(?<=\p{L})\d+\b|(?<=layer )\d+\b/gu, (n) => steps[String(Number(n) - layer)] ?? n);
  return layer === 1 ? numbered.replaceAll(/(?<![\p{L}\d])xᵀ/gu, 'a[l − 1]ᵀ') : numbered;
}

function merged(all: readonly Finding[]): Finding {
  const [first] = all as [Finding, ...Finding[]];
  const layer = first.places[0]!.layer!;
  const layers = all.map(({ places: [place] }) => place!.layer!).toSorted((a, b) => a - b);
  return {
    ...first,
    places: all.flatMap(({ places }) => places),
    computed: `${general(first.computed, layer)}, in layers ${layers.slice(0, -1).join(', ')} and ${layers.at(-1)}`,
    right: general(first.right, layer),
    evidence: { points: all.reduce((sum, { evidence }) => sum + evidence.points, 0), worst: Math.max(...all.map(({ evidence }) => evidence.worst)) },
  };
}
