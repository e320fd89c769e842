/** Loaded before the program: a clock that goes back an hour, and forth two, whenever it is looked at. */
export const JUMPING = `
  let hours = 0;
  const RightDate = Date;
  const now = () => RightDate.now() + 3_600_000 * (hours = hours > 0 ? hours - 3 : hours + 5);
  globalThis.Date = class extends RightDate {
    constructor(...given) { given.length === 0 ? super(now()) : super(...given); }
    static now() { return now(); }
  };`;
