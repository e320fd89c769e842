// Brings the learning curves to life: an epoch is chosen by the slider or by pointing at a curve. No library, no network.
(() => {
  const source = document.getElementById('curve-data');
  const explorer = document.getElementById('explorer');
  const slider = document.getElementById('epoch');
  if (!source || !explorer || !slider) return;

  const data = JSON.parse(source.textContent);
  const output = explorer.querySelector('output');
  const rows = [...explorer.querySelectorAll('tbody tr')];
  const first = data.epochs[0];
  const last = data.epochs[data.epochs.length - 1];

  // Each picture of curves has two panels, each a frame: training rows to the left, validation rows to the right.
  const { metric } = data;
  const panels = ['loss', metric.key].flatMap((quantity) => {
    const frames = document.querySelectorAll(`[data-picture="${quantity}.svg"] [aria-label="frame"] rect`);
    return [...frames].map((frame, i) => panel(frame, (i === 0 ? 'train' : 'validation') + (quantity === 'loss' ? 'Loss' : metric.suffix)));
  });

  function panel(frame, key) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    const top = Number(frame.getAttribute('y'));
    line.setAttribute('class', 'cursor');
    line.setAttribute('transform', frame.getAttribute('transform') ?? '');
    line.setAttribute('y1', top);
    line.setAttribute('y2', top + Number(frame.getAttribute('height')));
    frame.parentNode.appendChild(line);
    return { frame, line, key, left: Number(frame.getAttribute('x')), width: Number(frame.getAttribute('width')) };
  }

  /** The axis runs from epoch 1 to the last; a single epoch lies in its middle. */
  function place(epoch) {
    return last === 1 ? 0.5 : (epoch - 1) / (last - 1);
  }

  function show(index) {
    const epoch = data.epochs[index];
    output.textContent = `${epoch} of ${last}`;
    for (const { line, left, width } of panels) {
      const x = left + width * place(epoch);
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    rows.forEach((row, n) =>
      row.querySelectorAll('[data-key]').forEach((cell) => {
        cell.textContent = format(data.networks[n][cell.dataset.key][index], cell.dataset.key);
      }),
    );
    const key = `validation${metric.suffix}`;
    const said = data.networks.map((network) => `${network.name} validation ${metric.name} ${format(network[key][index], key)}`);
    slider.setAttribute('aria-valuetext', `epoch ${epoch}: ${said.join(', ')}`);
  }

  function format(value, key) {
    if (value === null) return '–';
    if (key.endsWith('Accuracy') || value === 0) return value.toFixed(4);
    return Math.abs(value) >= 0.01 && Math.abs(value) < 1e5 ? value.toFixed(4) : value.toPrecision(3);
  }

  // What the pointer is at, beside it. The table says the same, so a screen reader is spared it.
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.setAttribute('aria-hidden', 'true');
  tip.hidden = true;
  document.body.appendChild(tip);

  function panelAt(x, y) {
    return panels.find(({ frame }) => {
      const box = frame.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
  }

  function nearest(epoch) {
    return data.epochs.reduce((best, candidate, i) => (Math.abs(candidate - epoch) < Math.abs(data.epochs[best] - epoch) ? i : best), 0);
  }

  function point(event) {
    const at = panelAt(event.clientX, event.clientY);
    tip.hidden = !at;
    if (!at) return;
    const box = at.frame.getBoundingClientRect();
    const index = nearest(last === 1 ? first : 1 + ((event.clientX - box.left) / box.width) * (last - 1));
    slider.value = String(index);
    show(index);
    const lines = data.networks.map(({ name, ...values }) => `${name}  ${format(values[at.key][index], at.key)}`);
    tip.textContent = [`epoch ${data.epochs[index]}`, ...lines].join('\n');
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(event.clientX + 16, room)) + window.scrollX}px`;
    tip.style.top = `${event.clientY + 16 + window.scrollY}px`;
  }

  for (const figure of document.querySelectorAll(`[data-picture="loss.svg"], [data-picture="${metric.key}.svg"]`)) {
    figure.addEventListener('pointermove', point);
    figure.addEventListener('pointerleave', () => {
      tip.hidden = true;
    });
  }
  slider.addEventListener('input', () => show(Number(slider.value)));
  explorer.hidden = false;
  show(Number(slider.value));
})();
