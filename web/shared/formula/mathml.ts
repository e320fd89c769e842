/** An element of MathML Core. */
export interface MathNode {
  readonly tag: string;
  readonly content: string | readonly MathNode[];
}

export const text = (tag: 'mi' | 'mn' | 'mo' | 'mtext', content: string): MathNode => ({ tag, content });
export const row = (...content: readonly MathNode[]): MathNode => (content.length === 1 && content[0] ? content[0] : { tag: 'mrow', content });
export const made = (tag: 'msub' | 'msup' | 'msubsup' | 'mfrac' | 'msqrt', ...content: readonly MathNode[]): MathNode => ({ tag, content });

/** Letters of what is raised. */
const RAISED: Readonly<Record<string, MathNode>> = {
  '²': text('mn', '2'),
  '³': text('mn', '3'),
  '⁴': text('mn', '4'),
  ᵀ: text('mi', 'T'),
  '′': text('mo', '′'),
  "'": text('mo', '′'),
};

export function raisedBy(sign: string): MathNode {
  return RAISED[sign] ?? text('mo', sign);
}

/** 'dW2' as d W with its number below; '∂L' as what it is; 'softmax' upright, as names of functions are. */
export function named(name: string): MathNode {
  const [, sign = '', letters = '', digits = ''] = /^(∂|d(?=\p{Lu}))?(\p{L}+)(\d*)$/u.exec(name) ?? [];
  if (letters === '') return text('mtext', name); // of two words
  const letter = text('mi', letters);
  const whole = digits === '' ? letter : made('msub', letter, text('mn', digits));
  return sign === '' ? whole : row(text(sign === '∂' ? 'mo' : 'mi', sign), whole);
}

/** What stands below and above a base, where there is any. */
export function scripts(base: MathNode, below: readonly MathNode[], above: readonly MathNode[]): MathNode {
  if (below.length > 0 && above.length > 0) return made('msubsup', base, row(...below), row(...above));
  if (below.length > 0) return made('msub', base, row(...below));
  return above.length > 0 ? made('msup', base, row(...above)) : base;
}

/** A line of a fraction and the bar of a root bracket by themselves. */
export function unbracketed(node: MathNode): MathNode {
  const { tag, content } = node;
  if (tag !== 'mrow' || typeof content === 'string') return node;
  return content[0]?.content === '(' && content.at(-1)?.content === ')' ? row(...content.slice(1, -1)) : node;
}

/** What stands alone in brackets and needs none where it is drawn: (1/B). */
export function withoutFor(tag: string, bracketed: MathNode): MathNode {
  const inner = unbracketed(bracketed);
  return inner.tag === tag ? inner : bracketed;
}
