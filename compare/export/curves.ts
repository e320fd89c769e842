import type { Comparison, NetworkResult } from '../results/schema.ts';

/** An epoch of a network and what was measured, by name. */
export interface Measured {
  readonly epoch: number;
  readonly measures: Readonly<Record<string, number>>;
}

export function curvesIn({ epochs }: NetworkResult): Measured[] {
  return epochs.map(({ epoch, ...measures }) => ({ epoch, measures: measures as Record<string, number> }));
}

/** Every epoch of every network, a row each; numbers in full, so that they read back as they were. */
export function epochsCsv({ networks }: Comparison): string {
  const names = [...new Set(networks.flatMap((network) => curvesIn(network).flatMap(({ measures }) => Object.keys(measures))))];
  const rows = networks.flatMap((network) =>
    curvesIn(network).map(({ epoch, measures }) => [quotedCell(network.name), String(epoch), ...names.map((name) => cell(measures[name]))]),
  );
  return `${[['network', 'epoch', ...names], ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

function cell(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function quotedCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * For a notebook: pandas.DataFrame(run['epochs']) is a table. No number is a text; what is not finite is null, as JSON has no other word for it.
 */
export function notebookJson(comparison: Comparison): string {
  const { settings, data, model, networks, parity, command, finished } = comparison;
  const run = {
    ...{ command, finished, settings, data: { name: data.name, rows: data.rows, features: data.features, classes: data.classes }, model },
    epochs: networks.flatMap((network) => curvesIn(network).map(({ epoch, measures }) => ({ network: network.name, epoch, ...measures }))),
    steps: networks.flatMap(({ name, stepLosses: { every, losses } }) => losses.map((loss, i) => ({ network: name, step: 1 + i * every, loss }))),
    test: networks.map(({ name, test }) => {
      const { predictions: _, confusion: __, calibration: ___, labels: ____, ...measures } = test ?? {};
      return { network: name, ...measures };
    }),
    parity: parity.map(({ baseline, other, verdict }) => ({ baseline, other, verdict })),
  };
  return `${JSON.stringify(run, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? null : value), 1)}\n`;
}
