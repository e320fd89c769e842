import { lazyText } from '../shared/lazy.ts';

/** A line of an example: to be taken out, to be put in, as it stays, or where what follows stands. */
export interface ExampleLine {
  readonly sign: '-' | '+' | ' ' | '@';
  readonly text: string;
}

/** What the page of a diagnosis shows of a mistake's own page. */
export interface IndexedMistake {
  readonly page: string; // relative to the folder of the site
  readonly name: string; // 'MLP305 mean-twice'
  readonly ts: readonly ExampleLine[];
}

let index: Promise<Readonly<Record<string, IndexedMistake>>> | undefined;

/** Every mistake by its code; loaded when the first is asked for. */
export function mistakeIndex(): Promise<Readonly<Record<string, IndexedMistake>>> {
  index ??= lazyText('mistakes').then((text) => JSON.parse(text) as Record<string, IndexedMistake>);
  index.catch(() => (index = undefined));
  return index;
}
