// Brings the page to life: folds the contents where they are in the way, opens everything for the printer, and lets an epoch, or a
// span of them, be chosen on the learning curves. No library, no network; without it all pictures and numbers are there all the same.
(() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const make = (parent, name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return parent.appendChild(node);
  };

  // Contents: beside the report they are open, above it they are folded.
  const contents = document.querySelector('nav details');
  const beside = matchMedia('(min-width: 1140px)');
  const fold = () => {
    contents.open = beside.matches;
  };
  if (contents) {
    beside.addEventListener('change', fold);
    contents.querySelector('summary').addEventListener('click', (event) => beside.matches && event.preventDefault());
    contents.addEventListener('click', (event) => event.target.closest('a') && !beside.matches && fold());
    fold();
  }

  // Printed, everything is open, and afterwards as it was; but for the pictures' numbers, which would be most of the paper.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open], .numbers)')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });

  // A picture that is wider than its place is scrolled by keyboard too.
  const reachable = () => {
    for (const picture of document.querySelectorAll('.picture')) {
      if (picture.scrollWidth > picture.clientWidth) picture.tabIndex = 0;
      else picture.removeAttribute('tabindex');
    }
  };
  addEventListener('resize', reachable);
  reachable();

  const source = document.getElementById('curve-data');
  const explorer = document.getElementById('explorer');
  const slider = document.getElementById('epoch');
  if (!source || !explorer || !slider) return;

  const data = JSON.parse(source.textContent);
  const output = explorer.querySelector('output');
  const rows = [...explorer.querySelectorAll('tbody tr')];
  const [from, to] = ['from', 'to'].map((id) => document.getElementById(id));
  const last = data.epochs[data.epochs.length - 1];
  const { metric } = data;
  let span = [1, last];

  // Each picture of curves has two panels, each a frame: training rows to the left, validation rows to the right.
  const panels = ['loss', metric.key].flatMap((quantity) => {
    const picture = document.querySelector(`[data-picture="${quantity}.svg"]`);
    const frames = picture ? picture.querySelectorAll('[aria-label="frame"] rect') : [];
    return [...frames].map((frame, i) => panel(picture, frame, quantity, (i === 0 ? 'train' : 'validation') + (quantity === 'loss' ? 'Loss' : metric.suffix)));
  });

  function panel(picture, frame, quantity, key) {
    const number = (name) => Number(frame.getAttribute(name));
    const box = { left: number('x'), top: number('y'), width: number('width'), height: number('height') };
    const drawn = make(frame.ownerSVGElement, 'g', { transform: frame.getAttribute('transform') ?? '', class: 'zoomed' });
    const line = make(drawn, 'line', { class: 'cursor', y1: box.top, y2: box.top + box.height });
    const brush = make(drawn, 'rect', { class: 'brush', y: box.top, height: box.height, x: box.left, width: 0 });
    const title = picture.querySelector('svg > text');
    return { picture, frame, quantity, key, box, drawn, line, brush, title, named: title.textContent };
  }

  /** The share of the axis at which an epoch lies; a single epoch lies in its middle. */
  function place(epoch) {
    return span[0] === span[1] ? 0.5 : (epoch - span[0]) / (span[1] - span[0]);
  }

  function show(index) {
    const epoch = data.epochs[index];
    output.textContent = `${epoch} of ${last}`;
    const inside = epoch >= span[0] && epoch <= span[1];
    for (const { line, box } of panels) {
      const x = box.left + box.width * place(epoch);
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
      line.setAttribute('visibility', inside ? 'visible' : 'hidden');
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

  // A span of epochs, as large as the panels: drawn anew from the data, on axes of its own, in place of what was there.
  function zoom(first, end) {
    let [a, b] = [first, end].map(nearest).sort((i, j) => i - j);
    if (a === b && b < data.epochs.length - 1) b++;
    else if (a === b && a > 0) a--;
    span = [data.epochs[a], data.epochs[b]];
    const whole = a === 0 && b === data.epochs.length - 1;
    from.value = span[0];
    to.value = span[1];
    for (const each of panels) {
      each.drawn.querySelector('.again')?.remove();
      for (const mark of marksOf(each.frame)) mark.style.display = whole ? '' : 'none';
      each.title.textContent = each.named;
      if (!whole) redraw(each);
    }
    explorer.querySelector('[data-whole]').disabled = whole;
    show(Number(slider.value));
  }

  const isOurs = (node) => node.classList.contains('zoomed');

  /** All that Plot drew but the frames and what is written above and beneath them. */
  function marksOf(frame) {
    const kept = [...frame.ownerSVGElement.querySelectorAll('[aria-label="frame"], [aria-label="fx-axis tick label"], [aria-label="x-axis label"]')];
    return [...frame.ownerSVGElement.children].filter((part) => !isOurs(part) && !kept.some((node) => part.contains(node)));
  }

  const LOGARITHMIC = ', on a logarithmic axis';

  /** A part of the curves may be drawn on another axis than the whole, which the title says. */
  function titled(named, isLogarithmic) {
    const bare = named.replace(LOGARITHMIC, '');
    return isLogarithmic ? bare.replace(/^[^:]+/, (quantity) => quantity + LOGARITHMIC) : bare;
  }

  function redraw({ quantity, key, box, drawn, title, named }) {
    const within = data.epochs.map((epoch, i) => ({ epoch, i })).filter(({ epoch }) => epoch >= span[0] && epoch <= span[1]);
    const keys = panels.filter((other) => other.quantity === quantity).map((other) => other.key);
    const values = keys.flatMap((one) => data.networks.flatMap((network) => within.map(({ i }) => network[one][i]))).filter((value) => value !== null);
    if (values.length === 0) return;
    const axis = axisOf(Math.min(...values), Math.max(...values));
    title.textContent = titled(named, axis.isLogarithmic);
    const y = (value) => box.top + box.height * (1 - axis.at(value));
    const x = (epoch) => box.left + box.width * place(epoch);
    const group = make(drawn, 'g', { class: 'again' });
    const text = (words, attributes) => {
      make(group, 'text', { fill: 'currentColor', ...attributes }).textContent = words;
    };
    const isFirst = key === keys[0];
    for (const tick of axis.ticks) {
      make(group, 'line', { x1: box.left, x2: box.left + box.width, y1: y(tick), y2: y(tick), stroke: 'var(--faint)' });
      if (isFirst) text(String(Number(tick.toPrecision(4))), { x: box.left - 6, y: y(tick) + 5, 'text-anchor': 'end' });
    }
    for (const epoch of span) text(String(epoch), { x: x(epoch), y: box.top + box.height + 20, 'text-anchor': epoch === span[0] ? 'start' : 'end' });
    data.networks.forEach((network, n) => {
      const points = within.filter(({ i }) => network[key][i] !== null).map(({ epoch, i }) => `${x(epoch)},${y(network[key][i])}`);
      for (const pen of data.pens[n]) make(group, 'polyline', { points: points.join(' '), fill: 'none', 'stroke-linejoin': 'round', ...pen });
    });
    drawn.append(...drawn.querySelectorAll('.cursor, .brush'));
  }

  /** From the smallest value to the largest with round numbers between: in powers where they span more than a factor of 20. */
  function axisOf(min, max) {
    if (min > 0 && max / min > 20) {
      const [low, high] = [Math.log10(min), Math.log10(max)];
      const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => Number(`1e${Math.floor(low) + i}`));
      return { isLogarithmic: true, at: (value) => (Math.log10(value) - low) / (high - low), ticks: powers.filter((power) => power >= min && power <= max) };
    }
    const air = (max - min) * 0.05 || Math.abs(max) * 0.05 || 1;
    const [low, high] = [min - air, max + air];
    const rough = (high - low) / 5;
    const step = [1, 2, 5, 10].map((factor) => factor * 10 ** Math.floor(Math.log10(rough))).find((candidate) => candidate >= rough);
    const ticks = Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => (Math.ceil(low / step) + i) * step);
    return { isLogarithmic: false, at: (value) => (value - low) / (high - low), ticks };
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

  function indexAt({ frame }, x) {
    const box = frame.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (x - box.left) / box.width));
    return nearest(span[0] + share * (span[1] - span[0]));
  }

  let pressed; // where a span was begun, and in which panel
  function point(event) {
    const at = pressed?.at ?? panelAt(event.clientX, event.clientY);
    tip.hidden = !at;
    if (!at) return;
    const index = indexAt(at, event.clientX);
    slider.value = String(index);
    show(index);
    if (pressed) mark(pressed.at, data.epochs[pressed.index], data.epochs[index]);
    const lines = data.networks.map(({ name, ...values }) => `${name}  ${format(values[at.key][index], at.key)}`);
    tip.textContent = [`epoch ${data.epochs[index]}`, ...lines].join('\n');
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(event.clientX + 16, room)) + window.scrollX}px`;
    tip.style.top = `${event.clientY + 16 + window.scrollY}px`;
  }

  function mark({ brush, box }, a, b) {
    const [left, right] = [Math.min(a, b), Math.max(a, b)].map((epoch) => box.left + box.width * place(epoch));
    brush.setAttribute('x', left);
    brush.setAttribute('width', right - left);
  }

  function press(event) {
    const at = panelAt(event.clientX, event.clientY);
    if (at && event.button === 0 && event.pointerType === 'mouse') pressed = { at, index: indexAt(at, event.clientX) };
  }

  function release(event) {
    if (!pressed) return;
    const { at, index } = pressed;
    pressed = undefined;
    at.brush.setAttribute('width', 0);
    const [a, b] = [index, indexAt(at, event.clientX)].map((i) => data.epochs[i]);
    if (a !== b) zoom(a, b);
  }

  for (const figure of document.querySelectorAll(`[data-picture="loss.svg"] svg, [data-picture="${metric.key}.svg"] svg`)) {
    figure.classList.add('pointed');
    figure.addEventListener('pointermove', point);
    figure.addEventListener('pointerdown', press);
    figure.addEventListener('dblclick', () => zoom(1, last));
    figure.addEventListener('pointerleave', () => {
      tip.hidden = true;
    });
  }
  addEventListener('pointerup', release);
  slider.addEventListener('input', () => show(Number(slider.value)));
  const asked = () => zoom(Math.round(Number(from.value)) || 1, Math.round(Number(to.value)) || last);
  from.addEventListener('change', asked);
  to.addEventListener('change', asked);
  explorer.querySelector('[data-whole]').addEventListener('click', () => zoom(1, last));
  explorer.hidden = false;
  zoom(1, last);
})();
