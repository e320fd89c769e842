import { calledAs as called } from '../../src/host/called-as.ts';

/** A module of the package, as it lies where it is installed. */
const PACKAGE = '/dist/src/host/called-as.js';

/** As whoever installed it types it: a page has no checkout. */
export const calledAs: typeof called = (program, options) => called(program, options, PACKAGE);
