import { startPage } from '../shared/page.ts';
import { startCurves } from './curves/curves.ts';
import { startSearch } from './search.ts';

startPage();
startSearch();
startCurves();
