/** Given to the compiler by ../compile.ts. */
declare const TILE_VECTORS: i32;
/** The type of the numbers: f32 or f64. */
declare type Real = f32;
