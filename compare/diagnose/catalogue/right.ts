/** The lines of algebra that several groups of mistakes go wrong in. */
export const RIGHT_OUTPUT_GRADIENT = 'dZ = (p − y)/B, B the rows really in the batch: one mean, once';
export const RIGHT_UPDATE = "W ← W − learning rate·dW, and nothing else, of this step's gradient alone";
