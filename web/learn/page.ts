import { startPage } from '../shared/page.ts';
import { startSearch } from './search.ts';

startPage();
startSearch();
