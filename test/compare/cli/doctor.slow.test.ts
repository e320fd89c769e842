import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import type { Finding } from '../../../compare/cli/doctor/examined.ts';
import { runCli } from '../../run-cli.ts';

it('tells what is here, and of what is not how it is had, within the width of a terminal', async () => {
  const { exitCode, stdout } = await runCli(['doctor', '--python', 'no-such-python'], { cwd: tmpdir() });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(new RegExp(`mlp-compare .* on Node ${process.versions.node.replaceAll('.', '\\.')}`));
  expect(stdout).toContain('tfjs, wasm     TensorFlow.js 4.');
  expect(stdout).toMatch(/– python, numpy {2}there is no no-such-python that runs/);
  expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
});

it('prints the same as JSON', async () => {
  const { stdout } = await runCli(['doctor', '--json', '--python', 'no-such-python'], { cwd: tmpdir() });
  const findings = JSON.parse(stdout) as Finding[];
  expect(findings.map(({ name, state }) => [name, state])).toContainEqual(['tfjs, wasm', 'there']);
  expect(findings.find(({ name }) => name === 'python, torch')?.state).toBe('missing');
});
