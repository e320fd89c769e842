/** Raised whenever a reader of an older results.json would misread a newer one. */
export const RESULTS_VERSION = 1;
