import { buildSite } from '../../web/build/site.ts';
import { hasChromium } from '../compare/show/html/chromium.ts';

/** Before the tests of the site: the site. */
export async function setup(): Promise<void> {
  if (hasChromium) await buildSite();
}
