import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours of style.css, which change with the theme. */
const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-name)' },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
]);

const setMarked = StateEffect.define<number | undefined>();

/** The line that a message names. */
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    const effect = transaction.effects.find((one) => one.is(setMarked));
    if (!effect) return lines.map(transaction.changes);
    const { value: line } = effect as StateEffect<number | undefined>;
    const { doc } = transaction.state;
    if (line === undefined || line < 1 || line > doc.lines) return Decoration.none;
    return Decoration.set([Decoration.line({ class: 'marked' }).range(doc.line(line).from)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The editor of a program; Tab leaves it, as keyboards have it everywhere else. */
export class Editor {
  readonly #view: EditorView;

  /** @param onChange after every change, of the reader's or by `set` */
  constructor(parent: HTMLElement, source: string, { onChange, onRun }: { readonly onChange: () => void; readonly onRun: () => void }) {
    const run = { key: 'Mod-Enter', run: () => (onRun(), true) };
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: source,
        extensions: [
          ...[lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine()],
          ...[javascript({ typescript: true }), syntaxHighlighting(HIGHLIGHT), marked],
          keymap.of([run, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': 'The program of your network', tabindex: '0', autocorrect: 'off', spellcheck: 'false' }),
          EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
        ],
      }),
    });
  }

  get source(): string {
    return this.#view.state.doc.toString();
  }

  set(source: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: source }, effects: setMarked.of(undefined) });
  }

  /** Marks a line, from 1, and shows it; undefined marks none. */
  mark(line: number | undefined): void {
    this.#view.dispatch({ effects: setMarked.of(line) });
    if (line === undefined || line > this.#view.state.doc.lines) return;
    this.#view.dispatch({ effects: EditorView.scrollIntoView(this.#view.state.doc.line(line).from, { y: 'center' }) });
  }
}
