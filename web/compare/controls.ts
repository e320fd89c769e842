import { byId } from '../shared/element.ts';
import type { Said } from './trainer/protocol.ts';

const [pause, batch, epoch] = [byId('pause', HTMLButtonElement), byId('batch', HTMLButtonElement), byId('epoch', HTMLButtonElement)];

/** The buttons that hold a run up and let it go on. */
export function startControls(say: (said: Said) => void): void {
  pause.addEventListener('click', () => {
    const paused = pause.getAttribute('aria-pressed') !== 'true';
    say({ kind: paused ? 'pause' : 'resume' });
    showControls(paused ? 'paused' : 'running');
  });
  batch.addEventListener('click', () => say({ kind: 'go-on', by: 'batch' }));
  epoch.addEventListener('click', () => say({ kind: 'go-on', by: 'epoch' }));
}

export function showControls(state: 'running' | 'paused' | 'none'): void {
  pause.disabled = state === 'none';
  pause.textContent = state === 'paused' ? 'Go on' : 'Pause';
  pause.setAttribute('aria-pressed', String(state === 'paused'));
  for (const button of [batch, epoch]) button.disabled = state !== 'paused';
}
