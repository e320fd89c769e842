import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { EditorSelection, EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { PlainEditor, ProgramEditor, Writing } from './plain-editor.ts';

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

/** The editor with colours, in place of the plain one; Tab leaves it, as keyboards have it everywhere else. */
export class Editor implements ProgramEditor {
  readonly #view: EditorView;

  constructor({ field, source }: PlainEditor, { onChange, onRun }: Writing) {
    const run = { key: 'Mod-Enter', run: () => (onRun(), true) };
    const isFocused = document.activeElement === field;
    const selection = EditorSelection.single(field.selectionStart, field.selectionEnd);
    this.#view = new EditorView({
      state: EditorState.create({
        doc: source,
        selection: isFocused ? selection : EditorSelection.single(0),
        extensions: [
          ...[lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine()],
          ...[javascript({ typescript: true }), syntaxHighlighting(HIGHLIGHT), marked],
          keymap.of([run, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': 'The program of your network', tabindex: '0', autocorrect: 'off', spellcheck: 'false' }),
          EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
        ],
      }),
    });
    field.replaceWith(this.#view.dom);
    if (isFocused) this.#view.focus();
  }

  get source(): string {
    return this.#view.state.doc.toString();
  }

  set(source: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: source }, effects: setMarked.of(undefined) });
  }

  mark(line: number | undefined): void {
    this.#view.dispatch({ effects: setMarked.of(line) });
    if (line === undefined || line > this.#view.state.doc.lines) return;
    this.#view.dispatch({ effects: EditorView.scrollIntoView(this.#view.state.doc.line(line).from, { y: 'center' }) });
  }
}
