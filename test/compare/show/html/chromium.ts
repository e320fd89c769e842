import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM'] ?? BROWSERS.find((path) => existsSync(path));

export const hasChromium = executablePath !== undefined;

/** What is tested, or why it is not. */
export function inChromium(what: string): string {
  return hasChromium ? `${what} in Chromium` : `${what} in Chromium (skipped: there is none at ${BROWSERS.join(', ')}; CHROMIUM can say where)`;
}

export async function launchChromium(...more: string[]): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...more,
  ];
  return chromium.launch({ executablePath: executablePath!, args });
}
