import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Comparison } from '../../compare/results/schema.ts';

/** Presses Train. */
export async function train(page: Page, settings: Readonly<Record<string, string>>, runtime = 'cpu'): Promise<void> {
  await page.locator('summary').first().click();
  await page.locator('select[name="tfjsRuntime"]').selectOption(runtime);
  for (const [name, value] of Object.entries(settings)) await page.locator(`input[name="${name}"]`).fill(value);
  await page.locator('#train').click();
}

/** Where that button puts its file. */
export async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
  return download.path();
}

/** What comes of it in the end. */
export async function results(page: Page): Promise<Comparison> {
  await page.locator('.verdict').first().waitFor({ timeout: 60_000 });
  return JSON.parse(await readFile(await downloaded(page, '#results'), 'utf8')) as Comparison;
}

/** What does not depend on how fast a machine is. */
export const numbersOf = ({ networks }: Comparison) =>
  networks.map(({ name, epochs, stepLosses, test }) => ({
    name,
    epochs: epochs.map(({ trainSeconds, evaluationSeconds, ...measured }) => measured),
    stepLosses,
    test,
  }));
