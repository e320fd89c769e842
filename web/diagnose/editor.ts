import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorSelection, EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, WidgetType } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { element } from '../shared/element.ts';
import { whenIdle } from '../shared/idle.ts';
import { type Place, placesOf } from './places/places.ts';
import type { MarkedLine, PlainEditor, ProgramEditor, Writing } from './plain-editor.ts';

/** The colours of style.css, which change with the theme. */
const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-name)' },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
]);

/** What is known of TypeScript, which takes as long as all else: it comes once the editor can be used. */
const language = new Compartment();

const setMarked = StateEffect.define<readonly MarkedLine[]>();

/** The lines that are spoken of, and what is said of them. */
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    const effect = transaction.effects.find((one) => one.is(setMarked));
    if (!effect) return lines.map(transaction.changes);
    const { doc } = transaction.state;
    const there = (effect as StateEffect<readonly MarkedLine[]>).value.filter(({ line }) => line >= 1 && line <= doc.lines);
    const decorations = there.flatMap(({ line, says }) => {
      const { from } = doc.line(line);
      const said = says === undefined ? [] : [Decoration.widget({ widget: new Saying(says), side: -1, block: true }).range(from)];
      return [Decoration.line({ class: 'marked' }).range(from), ...said];
    });
    return Decoration.set(decorations, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What is said of a line, above it: its end may lie far to the right. */
class Saying extends WidgetType {
  readonly #says: string;

  constructor(says: string) {
    super();
    this.#says = says;
  }

  override eq(other: Saying): boolean {
    return other.#says === this.#says;
  }

  toDOM(): HTMLElement {
    return element('div', { class: 'saying' }, `↓ ${this.#says}`);
  }
}

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
          ...[language.of([]), marked],
          keymap.of([run, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': 'The program of your network', tabindex: '0', autocorrect: 'off', spellcheck: 'false' }),
          EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
        ],
      }),
    });
    field.replaceWith(this.#view.dom);
    if (isFocused) this.#view.focus();
    const coloured = [javascript({ typescript: true }), syntaxHighlighting(HIGHLIGHT)];
    whenIdle(() => this.#view.dispatch({ effects: language.reconfigure(coloured) }));
  }

  get source(): string {
    return this.#view.state.doc.toString();
  }

  set(source: string): void {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: source }, effects: setMarked.of([]) });
  }

  mark(lines: readonly MarkedLine[]): void {
    this.#view.dispatch({ effects: setMarked.of(lines) });
    const [first] = lines;
    if (first && !this.#view.hasFocus) this.show(first.line); // whoever writes is not taken elsewhere
  }

  show(line: number): void {
    if (line > this.#view.state.doc.lines) return;
    this.#view.dispatch({ effects: EditorView.scrollIntoView(this.#view.state.doc.line(line).from, { y: 'center' }) });
  }

  placesIn(...of: Parameters<typeof placesOf>): Place[] {
    return placesOf(...of);
  }
}
