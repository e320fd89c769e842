import { type MathNode, made, named, raisedBy, row, scripts, text, unbracketed, withoutFor } from './mathml.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A formula at the beginning of a text. */
export interface Formula {
  readonly math: MathNode;
  readonly plain: string;
  /** What is said after it. */
  readonly rest: string;
}

const RELATIONS = ['=', '←', '≈', '≤', '≥', '<', '>'];

/** What is applied to what follows without brackets. */
const APPLIED = ['log', 'max', 'min', 'mean', 'sign', 'exp'];

/** Words of more than two letters that stand in formulas beside functions. */
const WORDS = ['logits', 'learning rate'];

/** Where a text stops being a formula. */
class End extends Error {}

/** Undefined of a text that does not begin with an equation, or goes on as no sentence does. */
export function formulaIn(said: string): Formula | undefined {
  const parser = new Parser(tokensOf(said));
  const math = parser.equation();
  if (!math) return undefined;
  const rest = said.slice(parser.end);
  return /^(?:$|[,;:.]| (?:\(|\p{L}{2}))/u.test(rest) ? { math, plain: said.slice(0, parser.end), rest } : undefined;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Where what was read ends in the text. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.to ?? 0;
  }

  /** As far as it goes; undefined where it is no equation. */
  equation(): MathNode | undefined {
    const parts: MathNode[] = [];
    try {
      parts.push(this.#sum());
      while (this.#isNext(...RELATIONS)) {
        const before = this.#at;
        try {
          parts.push(text('mo', this.#take().text), this.#sum());
        } catch (error) {
          this.#at = before;
          if (!(error instanceof End) || parts.length < 3) throw error;
          break;
        }
      }
    } catch (error) {
      if (error instanceof End) return undefined;
      throw error;
    }
    return parts.length > 2 ? row(...parts) : undefined;
  }

  #sum(): MathNode {
    const parts: MathNode[] = this.#isNext('−', '-') ? [this.#minus(this.#take())] : [];
    parts.push(this.#product());
    while (this.#isNext('+', '−', '-')) parts.push(this.#minus(this.#take()), this.#product());
    return row(...parts);
  }

  #minus({ text: sign }: Token): MathNode {
    return text('mo', sign === '-' ? '−' : sign);
  }

  #product(): MathNode {
    const parts: MathNode[] = [this.#factor()];
    while (this.#isNext('·', '⊙', '×', '/')) {
      const { text: sign } = this.#take();
      if (sign === '/') parts.push(made('mfrac', unbracketed(parts.pop() ?? row()), unbracketed(this.#factor())));
      else parts.push(text('mo', sign), this.#factor());
    }
    return row(...parts);
  }

  #factor(): MathNode {
    const base = this.#base();
    const below: MathNode[] = [];
    while (this.#isNext('[') && !this.#peek()?.isSpaced) {
      this.#take();
      below.push(...(below.length > 0 ? [text('mo', ',')] : []), this.#sum());
      this.#expect(']');
    }
    const above: MathNode[] = [];
    for (let next = this.#peek(); next?.kind === 'raised'; next = this.#peek()) above.push(raisedBy(this.#take().text));
    if (this.#isNext('^')) {
      this.#take();
      above.push(...(this.#isNext('−', '-') ? [this.#minus(this.#take())] : []), this.#base());
    }
    const scripted = scripts(base, below, above);
    return this.#isNext('(') && !this.#peek()?.isSpaced ? row(scripted, this.#bracketed('(', ')')) : scripted;
  }

  #base(): MathNode {
    const token = this.#peek();
    if (token?.kind === 'number') return text('mn', this.#take().text);
    if (token?.kind === 'name') return this.#name();
    if (this.#isNext('(')) return withoutFor('mfrac', this.#bracketed('(', ')'));
    if (this.#isNext('|')) return this.#bracketed('|', '|');
    if (this.#isNext('√')) return this.#take() && made('msqrt', unbracketed(this.#factor()));
    if (this.#isNext('Σ')) return this.#total();
    throw new End();
  }

  #name(): MathNode {
    const { text: name } = this.#take();
    const next = this.#peek();
    if (APPLIED.includes(name) && !this.#isNext('(')) {
      const sign = this.#isNext('−', '-') ? [this.#minus(this.#take())] : [];
      return row(named(name), text('mtext', '\u2009'), ...sign, this.#factor());
    }
    const isCalled = next?.text === '(' && !next.isSpaced;
    if (name.replace(/^∂|\d+$/gu, '').length > 2 && !isCalled && !WORDS.includes(name)) throw new End();
    return named(name);
  }

  /** Σ, what it goes over, and what is summed: 'Σ over rows of −log p[y]', 'Σ rows of dZ', 'Σ a[i]·W[i][j]'. */
  #total(): MathNode {
    this.#take();
    const words = this.#tokens.slice(this.#at, this.#at + 4).map((token) => token.text);
    const of = words.indexOf('of');
    const over = of > 0 ? this.#tokens.slice(this.#at, this.#at + of + 1) : [];
    this.#at += over.length;
    const says = over.length > 0 ? [text('mtext', ` ${over.map((token) => token.text).join(' ')} `)] : [];
    const sign = this.#isNext('−', '-') ? [this.#minus(this.#take())] : [];
    return row(text('mo', 'Σ'), ...says, ...sign, this.#factor());
  }

  #bracketed(open: string, close: string): MathNode {
    this.#expect(open);
    const parts: MathNode[] = [this.#isNext(close) ? row() : this.#sum()];
    while (this.#isNext(',')) parts.push(text('mo', this.#take().text), this.#sum());
    this.#expect(close);
    return row(text('mo', open), ...parts, text('mo', close));
  }

  #expect(sign: string): void {
    if (!this.#isNext(sign)) throw new End();
    this.#take();
  }

  #isNext(...signs: readonly string[]): boolean {
    const token = this.#peek();
    return token?.kind === 'sign' && signs.includes(token.text);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw new End();
    return token;
  }
}
