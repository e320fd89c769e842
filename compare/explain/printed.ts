/** Train loss and validation accuracy that the document prints, by epoch, and its test accuracies. */
export const PRINTED = {
  document: {
    title: "the document's program",
    // biome-ignore format: as the document has it, an epoch a pair
    epochs: new Map([[1, [0.8111, 0.5016]], [10, [0.6645, 0.6011]], [20, [0.5992, 0.6613]], [30, [0.5376, 0.7129]], [40, [0.4696, 0.7607]], [50, [0.3977, 0.7991]]]),
    test: 0.798,
  },
  framework: {
    title: "the document's PyTorch",
    // biome-ignore format: as the document has it, an epoch a pair
    epochs: new Map([[1, [0.6716, 0.7809]], [2, [0.3701, 0.954]], [3, [0.1077, 0.9631]], [5, [0.0335, 0.97]], [10, [0.0037, 0.9709]], [50, [0.0002, 0.9736]]]),
    test: 0.9707,
  },
} as const satisfies Record<string, { title: string; epochs: ReadonlyMap<number, readonly number[]>; test: number }>;
export type Printed = (typeof PRINTED)[keyof typeof PRINTED];
