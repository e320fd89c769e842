import { calledAs as called } from '../../src/host/called-as.ts';

/** As whoever installed it types it: a page has no checkout. */
export const calledAs: typeof called = (program, options) => called(program, options, 'installed');
