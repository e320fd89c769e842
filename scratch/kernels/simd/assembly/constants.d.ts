/** Given to the compiler by ../compile.ts. */
declare const TILE_VECTORS: i32;
