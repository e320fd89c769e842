import { describeWrong } from './wrong.ts';

describeWrong('second');
