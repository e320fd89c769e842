import { byId } from '../shared/element.ts';
import { lazyText } from '../shared/lazy.ts';
import type { DataAsked } from './trainer/protocol.ts';

interface Shipped {
  readonly train: string;
  readonly test: string;
  readonly description: { readonly label?: number; readonly image?: string };
}

/** The data that the form says: a file of the reader's own before a set by its name. */
export async function dataAsked(): Promise<DataAsked> {
  const file = byId('file', HTMLInputElement).files?.[0];
  if (file) return { kind: 'files', name: file.name, train: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } };
  const set = byId('set', HTMLSelectElement);
  if (set.selectedOptions[0]?.dataset['plane'] !== undefined) return { kind: 'plane', name: set.value };
  const { train, test, description } = JSON.parse(await lazyText(`data-${set.value}`)) as Shipped;
  const bytes = (text: string) => new TextEncoder().encode(text);
  return { kind: 'files', name: set.value, train: { name: 'train.csv', bytes: bytes(train) }, test: { name: 'test.csv', bytes: bytes(test) }, description };
}

/** The settings that were written. */
export function settingsAsked(): Readonly<Record<string, string>> {
  const written = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('.fields input, .fields select')].filter(
    ({ value }) => value.trim() !== '',
  );
  return Object.fromEntries(written.map(({ name, value }) => [name, value.trim()]));
}
