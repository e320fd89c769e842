import { byId, element } from '../shared/element.ts';
import { lazyWorker } from '../shared/lazy.ts';
import { announce, startPage } from '../shared/page.ts';
import { dataAsked, settingsAsked } from './asked.ts';
import { showControls, startControls } from './controls.ts';
import { Followed } from './followed.ts';
import { result } from './shown.ts';
import { offer, startTaking } from './taken.ts';
import type { Said, Told } from './trainer/protocol.ts';

startPage();

const [state, outcome] = [byId('state', HTMLElement), byId('outcome', HTMLElement)];
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

/** Shows what a trainer tells. */
function follow(worker: Worker): void {
  let followed: Followed | undefined;
  worker.onerror = ({ message }) => refuse(`A fault of this page's own: ${message}`);
  worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
    if (told.kind === 'prepared') {
      followed = new Followed(told);
      outcome.replaceChildren(...followed.shown);
      showControls('running');
    } else if (told.kind === 'refused') refuse(told.message);
    else if (told.kind === 'done') finish(told, followed);
    else state.textContent = followed?.take(told) ?? state.textContent;
  };
}

function finish(told: Extract<Told, { kind: 'done' }>, followed: Followed | undefined): void {
  followed?.says.after(...result(told));
  const { inside, parity } = told.comparison;
  if (inside) followed?.take({ kind: 'inside', inside });
  for (const check of parity.flatMap(({ checks }) => checks)) followed?.take({ kind: 'parity', check });
  state.textContent = 'Done.';
  showControls('none');
  offer(told);
  announce(told.verdicts.join(' '));
}

function refuse(message: string): void {
  outcome.replaceChildren(...message.split('\n').map((line) => element('p', { class: 'message' }, line)));
  state.textContent = '';
  showControls('none');
  announce(message);
}

startTaking((message) => (state.textContent = message));
startControls((said) => trainer?.postMessage(said));
byId('run', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void train();
});
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) byId('file', HTMLInputElement).files = event.dataTransfer.files;
});
