import type { Location } from '../../compare/diagnose/locate.ts';
import type { Place } from './places/places.ts';

/** A line that is marked, from 1, and what is said of it. */
export type MarkedLine = Pick<Place, 'line'> & Partial<Place>;

/** Where a program is written, whatever it is made of. */
export interface ProgramEditor {
  readonly source: string;
  set(source: string): void;
  /** Marks these lines and no others. */
  mark(lines: readonly MarkedLine[]): void;
  show(line: number): void;
  /** Where a program computes what is wrong first, as far as this editor can tell. */
  placesIn(source: string, locations: readonly Location[], depth: number): Place[];
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

  mark([first]: readonly MarkedLine[]): void {
    if (first && document.activeElement !== this.field) this.show(first.line);
  }

  show(line: number): void {
    const from = this.source.split('\n', line - 1).join('\n').length + Math.min(1, line - 1);
    this.field.setSelectionRange(from, from);
  }

  placesIn(): Place[] {
    return [];
  }
}
