import type { EpochRecord } from '../../src/run/history.ts';
import { byId, element } from '../shared/element.ts';
import { lazyWorker } from '../shared/lazy.ts';
import { announce, startPage } from '../shared/page.ts';
import { dataAsked, settingsAsked } from './asked.ts';
import { curves, result } from './shown.ts';
import type { Said, Told } from './trainer/protocol.ts';

startPage();

const [state, outcome, pause] = [byId('state', HTMLElement), byId('outcome', HTMLElement), byId('pause', HTMLButtonElement)];
const downloads = { results: byId('results', HTMLAnchorElement), report: byId('report', HTMLAnchorElement) };
let trainer: Worker | undefined;

async function train(): Promise<void> {
  trainer?.terminate();
  offer(undefined);
  state.textContent = 'Loading …';
  try {
    const options = settingsAsked();
    const [worker, data] = await Promise.all([lazyWorker(`tfjs-${options['tfjsRuntime']}`, 'trainer'), dataAsked()]);
    trainer = worker;
    follow(worker);
    worker.postMessage({ kind: 'start', data, options } satisfies Said);
  } catch (error) {
    refuse((error as Error).message);
  }
}

/** Shows what a trainer tells, the curves no more often than the screen is drawn. */
function follow(worker: Worker): void {
  const records = new Map<string, EpochRecord[]>();
  const [says, drawn] = [element('div', {}), element('div', {})];
  let epochs = 0;
  let waiting = false;
  const draw = () => {
    waiting = false;
    drawn.replaceChildren(curves(records, epochs));
  };
  outcome.replaceChildren(says, drawn);
  setPaused(false);
  worker.onerror = ({ message }) => refuse(`A fault of this page's own: ${message}`);
  worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
    if (told.kind === 'prepared') {
      epochs = told.epochs;
      for (const name of told.networks) records.set(name, []);
      says.replaceChildren(element('p', { class: 'muted' }, told.says), ...told.warnings.map((text) => element('p', { class: 'notice' }, text)));
    } else if (told.kind === 'epoch') {
      records.get(told.network)?.push(told.record);
      state.textContent = `${told.network}: epoch ${told.record.epoch} of ${epochs}`;
      if (!waiting) requestAnimationFrame(draw);
      waiting = true;
    } else if (told.kind === 'checking') state.textContent = `Checked: step ${told.done} of ${told.of}`;
    else if (told.kind === 'refused') refuse(told.message);
    else finish(told, says);
  };
}

function finish(told: Extract<Told, { kind: 'done' }>, says: HTMLElement): void {
  says.after(...result(told));
  state.textContent = 'Done.';
  pause.disabled = true;
  offer(told);
  announce(told.verdicts.join(' '));
}

function refuse(message: string): void {
  outcome.replaceChildren(...message.split('\n').map((line) => element('p', { class: 'message' }, line)));
  state.textContent = '';
  pause.disabled = true;
  announce(message);
}

/** What can be taken along of a run; nothing before there is one. */
function offer(told: Extract<Told, { kind: 'done' }> | undefined): void {
  for (const link of Object.values(downloads)) {
    URL.revokeObjectURL(link.href);
    link.hidden = told === undefined;
  }
  if (!told) return;
  downloads.results.href = URL.createObjectURL(new Blob([`${JSON.stringify(told.comparison, null, 1)}\n`], { type: 'application/json' }));
  downloads.report.href = URL.createObjectURL(new Blob([told.markdown], { type: 'text/markdown' }));
}

function setPaused(paused: boolean): void {
  pause.disabled = false;
  pause.textContent = paused ? 'Go on' : 'Pause';
  pause.setAttribute('aria-pressed', String(paused));
}

pause.addEventListener('click', () => {
  const paused = pause.getAttribute('aria-pressed') !== 'true';
  trainer?.postMessage({ kind: paused ? 'pause' : 'resume' } satisfies Said);
  setPaused(paused);
});
byId('run', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void train();
});
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) byId('file', HTMLInputElement).files = event.dataTransfer.files;
});
