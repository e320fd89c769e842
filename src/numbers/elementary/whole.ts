/** 1.5·2⁵²: a sum with it is rounded to a whole number. */
const ROUNDER = 6755399441055744;

/** The whole number that is nearest, |x| < 2⁵¹; of two the even one. */
export function whole(x: number): number {
  return x + ROUNDER - ROUNDER;
}
