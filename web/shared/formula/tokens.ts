/** A piece of a formula. */
export interface Token {
  readonly kind: 'number' | 'name' | 'raised' | 'sign';
  readonly text: string;
  readonly isSpaced: boolean; // after a blank
  readonly to: number; // where it ends in the text
}

const FORMS = /(\d+(?:\.\d+)?(?:e[-−]?\d+)?)|(learning rate|∂?(?:(?![Σᵀ])\p{L})+\d*)|([²³⁴ᵀ′'])|([-=←≈≤≥<>+−·⊙×/√Σ()[\]|,^])/uy;

/** 'dZ = (p − y)/B' in its pieces, up to what is none of a formula. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const blanks = /^ */.exec(text.slice(at))?.[0].length ?? 0;
    FORMS.lastIndex = at + blanks;
    const [whole, number, name, raised] = FORMS.exec(text) ?? [];
    if (whole === undefined) break;
    at += blanks + whole.length;
    tokens.push({
      kind: number !== undefined ? 'number' : name !== undefined ? 'name' : raised !== undefined ? 'raised' : 'sign',
      text: whole,
      isSpaced: blanks > 0,
      to: at,
    });
  }
  return tokens;
}
