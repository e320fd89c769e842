import { activationPages } from './activation.ts';
import { forwardPages } from './forward.ts';
import type { Page } from './page.ts';

/** Every page; loaded where one is asked for. */
export const PAGES: readonly Page[] = [...forwardPages, ...activationPages];
