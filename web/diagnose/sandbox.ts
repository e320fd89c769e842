/**
 * What a pasted program may: compute. No network, no page, no storage: the frame is of an origin of its own, and its policy forbids all but
 * the worker that is made in it, which inherits the policy and cannot change the address of anything.
 */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:";

/** Makes the worker of the text that it is handed, and hands on the port; both before anything that was pasted is there. */
const SCRIPT = `addEventListener('message', ({ data, ports }) => {
  const worker = new Worker(URL.createObjectURL(new Blob([data], { type: 'text/javascript' })));
  worker.postMessage(null, ports);
}, { once: true });`;

const DOCUMENT = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${SCRIPT}</script>`;

/** A sandbox that is running, of one program: the next has another. */
export interface Sandbox {
  /** The other end of it is the worker's; to be handed to whoever asks the questions. */
  readonly port: MessagePort;
  /** Ends it at once, whatever it is doing. */
  close(): void;
}

/** @param worker the text of the worker that runs in it */
export function openSandbox(worker: string): Sandbox {
  const { port1, port2 } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.title = 'Sandbox';
  frame.hidden = true;
  frame.srcdoc = DOCUMENT;
  const close = () => frame.remove();
  frame.addEventListener(
    'load',
    () => {
      frame.contentWindow?.postMessage(worker, '*', [port2]); // '*': an opaque origin has no name
      frame.addEventListener('load', close); // another document took its place
    },
    { once: true },
  );
  document.body.append(frame);
  return { port: port1, close };
}
