import { IMAGE_SIZE } from '../../data/data-image.ts';
import { PLANE_SETS } from '../../data/generate/plane-sets.ts';
import { PRESETS } from '../presets.ts';
import { fraction, oneOf, onlyOff, text, whole } from './reading.ts';
import { setting } from './setting.ts';

/** The data set that a run without --data or --train uses, and the training rows of the document that began this. */
export const DEFAULT_DATA = 'mnist-parity';
export const DEFAULT_TRAIN_ROWS = 4000;

/** Those that ship, in data/. */
export const SHIPPED_SETS = [DEFAULT_DATA, 'digits', 'breast-cancer', 'penguins'] as const;

/** Where nothing else is said, this share of the rows is set aside to validate, or to test, with. */
export const DEFAULT_FRACTION = 0.2;

export const DATA = [
  setting({
    name: 'preset',
    argument: 'name',
    says: 'a run as a whole: document, the experiment that began this (its generated data, its program as it was written, TensorFlow.js with a start and an order of its own)',
    read: oneOf(PRESETS),
    decides: 'result',
  }),
  setting({
    name: 'data',
    argument: 'path',
    says: `a file, of which a part is set aside to test with; a folder with train.csv and test.csv (or .csv.gz), or a data set that ships: ${SHIPPED_SETS.join(', ').replace(',', ' (the default),')}; or one that is generated, of two features: ${PLANE_SETS.join(', ')}; friedman, a regression; venn, of three labels`,
    read: text('a file, or a folder with train.csv and test.csv'),
    decides: 'data',
  }),
  setting({ name: 'train', argument: 'file', says: 'a file to train on, instead of --data', read: text('a file'), decides: 'data' }),
  setting({
    name: 'test',
    argument: 'file',
    says: 'the file to test on; without it a part of --train is set aside',
    read: text('a file'),
    decides: 'data',
  }),
  setting({
    name: 'task',
    argument: 'name',
    says: 'classification; labels: several columns of 0 and 1, any of which a row may have, or one of cells such as a|b; or regression: the label column is a number to be predicted',
    read: oneOf(['classification', 'labels', 'regression']),
    unsaid: 'classification',
    decides: 'rows',
  }),
  setting({
    name: 'standardiseTarget',
    alsoCalled: ['standardizeTarget'],
    isOn: true,
    says: 'of a regression: learn its values as they are, not (t − mean)/std of the training rows',
    read: onlyOff,
    decides: 'numbers',
  }),
  setting({
    name: 'trainRows',
    argument: 'n',
    says: `train on the first n rows, validate on the rest (default data: ${DEFAULT_TRAIN_ROWS})`,
    read: whole(1),
    decides: 'rows',
  }),
  setting({
    name: 'validation',
    alsoCalled: ['validationSplit', 'validationFraction'],
    argument: 'fraction',
    says: 'or validate on a seeded fraction, of every class the same',
    read: fraction,
    unsaid: DEFAULT_FRACTION,
    decides: 'rows',
  }),
  setting({
    name: 'testFraction',
    alsoCalled: ['testSize'],
    argument: 'fraction',
    says: 'of a single file, to be set aside to test with',
    read: fraction,
    unsaid: DEFAULT_FRACTION,
    decides: 'rows',
  }),
  setting({
    name: 'image',
    argument: 'size',
    says: 'the features are the pixels of an image, 28x28 say; the report then shows what the first layer looks for',
    read: text('rows x columns of pixels, such as 28x28', (size) => IMAGE_SIZE.test(size)),
    unsaid: 'as the data set says',
    decides: 'result',
  }),
] as const;
