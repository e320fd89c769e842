const DAY = 86_400_000;
const NAME = /time|date|stamp|epoch|utc|unix/i;

const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_OR_MONTH_FIRST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?$/;

/** How the dates of a column are written. */
export type DateOrder = 'year-month-day' | 'day-month-year' | 'month-day-year';

/**
 * The one way in which all of these are dates; undefined where they are none. What may be either, 1/2/2020 in every row,
 * is month first between slashes, as the United States write it, and day first else.
 */
export function dateOrder(texts: readonly string[]): DateOrder | undefined {
  const orders: DateOrder[] = texts.every((text) => text.includes('/'))
    ? ['year-month-day', 'month-day-year', 'day-month-year']
    : ['year-month-day', 'day-month-year', 'month-day-year'];
  return texts.length === 0 ? undefined : orders.find((order) => texts.every((text) => !Number.isNaN(daysOf(text, order))));
}

/** Days since the first of January 1970, with the time of the day as a fraction; NaN where it is no date so written. */
export function daysOf(text: string, order: DateOrder): number {
  const [, a = '', , b = '', c = '', hour = '0', minute = '0', second = '0'] = (order === 'year-month-day' ? ISO : DAY_OR_MONTH_FIRST).exec(text) ?? [];
  const [year, month, day] = { 'year-month-day': [a, b, c], 'day-month-year': [c, b, a], 'month-day-year': [c, a, b] }[order].map(Number) as [
    number,
    number,
    number,
  ];
  const midnight = Date.UTC(year, month - 1, day);
  const isDay = a !== '' && new Date(midnight).getUTCMonth() === month - 1 && Number(hour) < 24 && Number(minute) < 60;
  return isDay ? midnight / DAY + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400 : NaN;
}

/** Dates that a file of numbers has, where the column's name says so: seconds or milliseconds since 1970, or 20240131. */
const NUMBERED: readonly { readonly says: string; readonly daysOf: (x: number) => number }[] = [
  { says: 'dates, in seconds since 1970', daysOf: (x) => (x >= 5e8 && x < 4e9 ? x / 86_400 : NaN) },
  { says: 'dates, in milliseconds since 1970', daysOf: (x) => (x >= 5e11 && x < 4e12 ? x / DAY : NaN) },
  {
    says: 'dates, as year, month and day',
    daysOf: (x) => (x >= 19_000_101 && x < 21_000_101 ? daysOf(String(x).replace(/^(....)(..)/, '$1-$2-'), 'year-month-day') : NaN),
  },
];

/** How the numbers of a column of that name are dates; undefined where they are none. */
export function numberedDates(name: string | undefined, numbers: Float64Array): (typeof NUMBERED)[number] | undefined {
  if (name === undefined || !NAME.test(name) || numbers.length === 0) return undefined;
  return NUMBERED.find((way) => numbers.every((x) => !Number.isNaN(way.daysOf(x)) || Number.isNaN(x)) && !numbers.every(Number.isNaN));
}
