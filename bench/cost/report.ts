import { markdownTable } from 'markdown-table';
import { times } from '../markdown.ts';
import { median } from '../statistics.ts';
import type { Cost, Priced } from './cost.ts';

/** The model and, network by network, how far it is off. */
export function costMarkdown({ ran, costs: [flop, byte, call], priced }: Cost): string {
  const off = priced.map(({ seconds, predicted }) => Math.abs(predicted / seconds - 1));
  return [
    '# What a step costs',
    `time = flops / ${times(1e-9 / flop)} per ns + bytes / ${times(1e-9 / byte)} per ns + calls × ${times(1e9 * call)} ns (${ran}; one thread, processor time). ` +
      `Half of the ${priced.length} networks are within ${percent(median(off))} of it, the worst is off by ${percent(Math.max(...off))}.`,
    table(priced, [flop, byte, call]),
    '',
  ].join('\n\n');
}

function table(priced: readonly Priced[], costs: readonly number[]): string {
  const lines = priced.map(({ name, amounts: { flops, bytes, calls }, seconds, spread, predicted }) => {
    const shares = [flops, bytes, calls].map((amount, k) => percent((amount * costs[k]!) / predicted));
    return [
      name,
      microseconds(seconds),
      percent(spread),
      microseconds(predicted),
      signed(predicted / seconds - 1),
      ...shares,
      (flops / seconds / 1e9).toFixed(1),
    ];
  });
  const head = ['network', 'a step', '±', 'by the model', 'off by', 'flops', 'bytes', 'calls', 'flops per ns'];
  return markdownTable([head, ...lines], { align: ['l', ...head.slice(1).map(() => 'r')] });
}

function microseconds(seconds: number): string {
  return `${times(1e6 * seconds)} µs`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}
