import style from '../../compare/show/html/report.css?raw';
import script from '../../compare/show/html/report.js?raw';

type Assets = typeof import('../../src/host/report-assets.ts');

/** Both lie in the page's own script. */
export const reportScript: Assets['reportScript'] = () => script;
export const reportStyle: Assets['reportStyle'] = () => style;
