import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { liveCurves } from '../../../../compare/cli/progress/live.ts';
import { frame, hasRoom, type Live } from '../../../../compare/show/terminal/live-frame.ts';
import { palette } from '../../../../compare/show/terminal/palette.ts';
import type { EpochRecord } from '../../../../src/run/history.ts';
import { Screen } from '../../show/terminal/screen.ts';

const NETWORKS = ['scratch', 'tfjs'];

function record(epoch: number): EpochRecord {
  return { epoch, trainLoss: 1 / epoch, trainAccuracy: 0.5, validationLoss: 1, validationAccuracy: 1 - 0.5 / epoch, trainSeconds: 1, evaluationSeconds: 1 };
}

/** Ten epochs of ten steps each, both networks, a step every `milliseconds`. */
function trained(screen: Screen, milliseconds: number, until = 10): { stop(): void } {
  let clock = 0;
  const live = liveCurves({ networks: NETWORKS, epochs: 10, stepsPerEpoch: 10, task: 'classification', stream: screen.stream() }, () => clock);
  for (let step = 1; step <= until * 10; step++) {
    clock += milliseconds;
    for (const network of NETWORKS) {
      live.onStep?.(network, step);
      if (step % 10 === 0) live.onEpoch?.(network, record(step / 10));
    }
  }
  return live;
}

describe('curves that draw themselves', () => {
  it('grow on the axis of all epochs, a bar for each network beneath', () => {
    const screen = new Screen(80, 24);
    trained(screen, 100, 5);
    const text = screen.text();
    expect(text).toContain('Train loss');
    expect(text).toContain('Validation accuracy');
    expect(text).toMatch(/^ +1 +.* 10$/m);
    // drawn at the fifth epoch's last step, a moment before the epoch ended
    expect(text).toMatch(/^scratch █{12}░{12} epoch {2}4\/10 {2}val_acc 0\.8750 {2}ETA 5 s$/m);
    expect(text).toMatch(/^tfjs {4}█{12}░{12} epoch {2}4\/10 {2}val_acc 0\.8750 {2}ETA \d s$/m);
  });

  it('reckon what is left from the first step on: what came before it, loading and compiling, is not what a step takes', () => {
    const screen = new Screen(80, 24);
    let clock = 0;
    const live = liveCurves({ networks: ['tfjs'], epochs: 10, stepsPerEpoch: 10, task: 'classification', stream: screen.stream() }, () => clock);
    const stepsFrom = (first: number, to: number) => {
      for (let step = first; step <= to; step++) {
        clock += step === 1 ? 9000 : 100;
        live.onStep?.('tfjs', step);
      }
    };
    stepsFrom(1, 5);
    expect(screen.text().trimEnd()).toMatch(/ETA –$/);
    stepsFrom(6, 51);
    expect(screen.text().trimEnd()).toMatch(/ETA 5 s$/);
  });

  it('are drawn at most ten times a second', () => {
    const screen = new Screen(80, 24);
    trained(screen, 1); // a tenth of a second in all
    expect(screen.writes.filter((text) => text.includes('epoch')).length).toBeLessThanOrEqual(2);
  });

  it('write only over what they drew: what stood above them stays, and nothing of them is left but the bars', () => {
    const screen = new Screen(80, 24);
    screen.write('data  penguins\n\n');
    trained(screen, 50).stop();
    expect(screen.text().trimEnd()).toBe(
      ['data  penguins', '', ...NETWORKS.map((name) => `${name.padEnd(7)} ${'█'.repeat(24)} epoch 10/10  val_acc 0.9500  ETA 0 s`)].join('\n'),
    );
    expect(screen.row, 'what comes next is written right beneath').toBe(4);
  });

  it('come in one piece each, so that none is seen half drawn', () => {
    const screen = new Screen(80, 24);
    trained(screen, 50, 3);
    const drawings = screen.writes.filter((text) => text.includes('epoch'));
    for (const text of drawings) expect(text).toMatch(/^\u001b\[\?2026h[^]*\u001b\[\?2026l$/);
  });

  it('hide the cursor and give it back, once', () => {
    const screen = new Screen(80, 24);
    const live = trained(screen, 50, 3);
    expect(screen.cursorShown).toBe(false);
    live.stop();
    expect(screen.cursorShown).toBe(true);
    const { length } = screen.writes;
    live.stop();
    expect(screen.writes.length).toBe(length);
  });
});

describe('a frame', () => {
  const live = (network: string): Live => ({ network, step: 50, records: [1, 2, 3, 4, 5].map(record) });
  const drawn = (columns: number, rows: number, names: readonly string[] = NETWORKS) =>
    frame(names.map(live), { columns, rows, epochs: 10, stepsPerEpoch: 10, task: 'classification', seconds: 5, colours: palette(false, { FORCE_COLOR: '1' }) })
      .split('\n')
      .map(stripVTControlCharacters);

  it('fits the terminal, whatever its size', () => {
    for (const columns of [20, 60, 80, 119, 120, 200]) {
      for (const rows of [5, 12, 13, 20, 24, 40, 60]) {
        const lines = drawn(columns, rows);
        expect(Math.max(...lines.map(({ length }) => length)), `${columns} × ${rows}`).toBeLessThan(columns);
        expect(lines.length, `${columns} × ${rows}`).toBeLessThan(Math.max(rows, 3));
      }
    }
  });

  it('has both charts side by side where it is wide, one under the other where it is high, else the loss', () => {
    expect(drawn(120, 24)[0]).toMatch(/^Train loss {3,}Validation accuracy$/);
    expect(drawn(80, 24).filter((line) => /^(Train loss|Validation accuracy)$/.test(line))).toEqual(['Train loss', 'Validation accuracy']);
    expect(drawn(80, 16).filter((line) => /^(Train loss|Validation accuracy)$/.test(line))).toEqual(['Train loss']);
  });

  it('is the bars alone where there is no room, or nothing to draw yet', () => {
    expect(drawn(80, 8)).toHaveLength(2);
    expect(drawn(50, 40)).toHaveLength(2);
    expect([hasRoom(80, 24, 2), hasRoom(80, 8, 2), hasRoom(59, 24, 2)]).toEqual([true, false, false]);
    const waiting = [{ network: 'scratch', step: 0, records: [] }];
    expect(frame(waiting, { columns: 80, rows: 24, epochs: 10, stepsPerEpoch: 10, task: 'classification', seconds: 0, colours: palette(false, {}) })).toBe(
      `scratch ${'░'.repeat(24)} epoch  0/10  val_acc   –     ETA –`,
    );
  });
});
