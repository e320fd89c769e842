import { byId, element } from '../shared/element.ts';
import { idle } from '../shared/idle.ts';
import { lazyScript } from '../shared/lazy.ts';
import { announce, startPage } from '../shared/page.ts';
import type {} from './editor-script.ts';
import type { Outcome } from './examiner/outcome.ts';
import type { Example } from './examples.ts';
import { fragmentOf, programIn } from './link.ts';
import { PlainEditor, type ProgramEditor, type Writing } from './plain-editor.ts';
import type { Program } from './program.ts';
import { Runner } from './run.ts';
import { shownOutcome } from './shown/outcome.ts';
import { shownPlaces } from './shown/places.ts';

/** How long after the last key what was typed is diagnosed. */
const REST_MILLISECONDS = 500;

startPage();

const programs = JSON.parse(byId('programs', HTMLScriptElement).textContent) as Example[];
const [choice, run, link, markdown] = [byId('example', HTMLSelectElement), button('run'), button('link'), button('markdown')];
const [came, state, shown] = [byId('came', HTMLElement), byId('state', HTMLElement), byId('outcome', HTMLElement)];
const fields = [...document.querySelectorAll<HTMLInputElement>('.fields input')];
const runner = new Runner();

/** Whether what is typed is diagnosed by itself: not before the first time that somebody asked for it. */
let follows = false;
let resting: ReturnType<typeof setTimeout> | undefined;
let last: Outcome | undefined;

const writing: Writing = { onChange: changed, onRun: () => void diagnose() };
const plain = new PlainEditor(byId('plain', HTMLTextAreaElement), writing);
let editor: ProgramEditor = plain;
let asked = ''; // the program that the last outcome is of

async function colour(): Promise<void> {
  await lazyScript('editor');
  await idle();
  editor = globalThis.mlpCompareEditor?.(plain, writing) ?? plain;
  point();
}

/** Marks the lines that the last outcome is about, and says which they are. */
function point(): void {
  const line = last?.kind === 'refused' ? /^network\.ts:(\d+)/m.exec(last.message)?.[1] : undefined;
  const places = last?.kind === 'diagnosed' ? editor.placesIn(asked, last.locations, last.widths.length - 1) : [];
  editor.mark(line === undefined ? places : [{ line: Number(line) }]);
  shown.querySelector('.places')?.remove();
  if (places.length > 0) shown.querySelector('.headline')?.after(shownPlaces(places, (to) => editor.show(to)));
}

function button(id: string): HTMLButtonElement {
  return byId(id, HTMLButtonElement);
}

function program(): Program {
  const written = fields.filter(({ value }) => value.trim() !== '').map(({ name, value }) => [name, value.trim()]);
  return { source: editor.source, options: Object.fromEntries(written) as Program['options'] };
}

function open({ source, options }: Program): void {
  for (const field of fields) field.value = options[field.name] ?? '';
  editor.set(source);
}

function changed(): void {
  clearTimeout(resting);
  if (follows) resting = setTimeout(() => void diagnose(), REST_MILLISECONDS);
}

async function diagnose(): Promise<void> {
  clearTimeout(resting);
  follows = true;
  came.hidden = true;
  state.textContent = 'Being asked …';
  const begun = performance.now();
  const written = program();
  const outcome = await runner.run(written).catch((error: Error): Outcome => ({ kind: 'refused', message: error.message, printed: '' }));
  if (!outcome) return; // another was begun
  [last, asked] = [outcome, written.source];
  shown.replaceChildren(...(await shownOutcome(outcome)));
  point();
  markdown.hidden = outcome.kind === 'refused';
  state.textContent = `Took ${Math.round(performance.now() - begun)} ms.`;
  announce(outcome.kind === 'refused' ? outcome.message : outcome.headline);
}

/** What a link brings is shown, and waits to be run. */
function openLinked(): void {
  const linked = programIn(location.hash);
  if (!linked) return;
  follows = false;
  open(linked);
  came.hidden = false;
  shown.replaceChildren(element('p', { class: 'muted' }, 'This program came with a link. Press Run once you have read it.'));
}

async function copy(text: string, done: string, pressed: HTMLButtonElement): Promise<void> {
  const before = pressed.textContent;
  try {
    await navigator.clipboard.writeText(text);
    pressed.textContent = done;
    announce(done);
  } catch {
    pressed.textContent = 'The browser lets no page copy here';
  }
  setTimeout(() => (pressed.textContent = before), 2000);
}

choice.addEventListener('change', () => {
  const chosen = programs[Number(choice.value)];
  if (!chosen) return;
  history.replaceState(null, '', location.pathname);
  open(chosen);
});
run.addEventListener('click', () => void diagnose());
for (const field of fields) field.addEventListener('input', changed);
link.addEventListener('click', () => {
  const fragment = fragmentOf(program());
  if (fragment === undefined) {
    state.textContent = 'This program is too long for a link.';
    return;
  }
  history.replaceState(null, '', fragment);
  void copy(location.href, 'Link copied', link);
});
markdown.addEventListener('click', () => {
  if (last?.kind === 'diagnosed') void copy(last.markdown, 'Copied', markdown);
});
addEventListener('hashchange', openLinked);
openLinked();
addEventListener('load', async () => {
  await idle();
  await colour().catch(() => undefined); // without colours it works as well
  await idle();
  runner.prepare();
});
