/** What a name in a program stands for, as far as names tell. */
export interface Role {
  readonly kind: 'W' | 'b' | 'dW' | 'db' | 'dZ' | 'A' | 'logits' | 'loss';
  /** As the program counts its layers; undefined where one name serves all of them. */
  readonly number?: number;
  /** Whether it is of the last layer, whatever its number. */
  readonly isLast?: true;
}

const GRADIENT = /^(?:d|g|grads?|gradients?|derivatives?)$/i;
const PARAMETER = /^(d_?|delta_?|g_?|grad(?:ient)?s?_?)?(w|weights?|b|bias(?:es)?)_?(\d*)(_?(?:grads?|gradients?))?$/i;
const PRE_ACTIVATION = /^(?:d_?z|delta)_?(\d*)$/i;
const OF_LOGITS = /^(?:d_?|grad_?)(?:logits|scores)$/i;
const ACTIVATION = /^(?:a|h|hidden)_?(\d+)$/i;

/** @param path of what is assigned, as in Assignment */
export function roleOf(path: readonly string[]): Role | undefined {
  const name = (path.at(-1) ?? '').replace(/^[_$#]+/, '');
  const [, before, parameter = '', number, after] = PARAMETER.exec(name) ?? [];
  if (parameter !== '') {
    const isGradient = before !== undefined || after !== undefined || path.slice(0, -1).some((part) => GRADIENT.test(part));
    const letter = /^w/i.test(parameter) ? 'W' : 'b';
    return { kind: isGradient ? `d${letter}` : letter, ...numbered(number) };
  }
  const [, ofZ] = PRE_ACTIVATION.exec(name) ?? [];
  if (ofZ !== undefined) return { kind: 'dZ', ...numbered(ofZ) };
  if (OF_LOGITS.test(name)) return { kind: 'dZ', isLast: true };
  const [, ofA] = ACTIVATION.exec(name) ?? [];
  if (ofA !== undefined) return { kind: 'A', ...numbered(ofA) };
  if (/^(?:logits|scores)$/i.test(name)) return { kind: 'logits' };
  return /^(?:loss|cost)$/i.test(name) ? { kind: 'loss' } : undefined;
}

function numbered(digits: string | undefined): Pick<Role, 'number'> {
  return digits ? { number: Number(digits) } : {};
}
