import type { Browser } from 'playwright-core';
import { fragmentOf } from '../../web/diagnose/link.ts';
import type { Program } from '../../web/diagnose/program.ts';
import { type Opened, open } from './opened.ts';

/** The page of a diagnosis with a program in it, as a link brings it: nothing has run. */
export async function openProgram(browser: Browser, page: string, source: string, options: Program['options'] = {}): Promise<Opened> {
  return open(browser, page + (fragmentOf({ source, options }) ?? ''));
}

/** Presses Run, and waits for what comes of it. @returns the headline */
export async function run({ page }: Opened): Promise<string> {
  await page.locator('#run').click();
  const headline = page.locator('#outcome .headline');
  await headline.waitFor();
  return (await headline.textContent()) ?? '';
}

/** What the page says where it could not be diagnosed. */
export async function message({ page }: Opened): Promise<string> {
  return (await page.locator('#outcome .message').allTextContents()).join('\n');
}
