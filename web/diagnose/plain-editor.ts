/** Where a program is written, whatever it is made of. */
export interface ProgramEditor {
  readonly source: string;
  set(source: string): void;
  /** Marks a line, from 1, and shows it; undefined marks none. */
  mark(line: number | undefined): void;
}

/** What happens as somebody writes. */
export interface Writing {
  /** After every change, of the reader's or by `set`. */
  onChange(): void;
  onRun(): void;
}

/** The text field that the page has from the first: a program can be pasted and run before the other editor is there. */
export class PlainEditor implements ProgramEditor {
  readonly field: HTMLTextAreaElement;

  constructor(field: HTMLTextAreaElement, { onChange, onRun }: Writing) {
    this.field = field;
    field.addEventListener('input', onChange);
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onRun();
    });
  }

  get source(): string {
    return this.field.value;
  }

  set(source: string): void {
    this.field.value = source;
  }

  mark(line: number | undefined): void {
    const from = line === undefined ? -1 : this.source.split('\n', line - 1).join('\n').length + 1;
    if (from > 0) this.field.setSelectionRange(from, from);
  }
}
