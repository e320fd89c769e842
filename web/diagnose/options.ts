/** Options of a diagnosis that the page asks for. */
export const OPTIONS = ['inputs', 'hidden', 'activation', 'output', 'classes', 'normalise', 'loss', 'l2', 'optimizer', 'learning-rate', 'batch-size'];

/** What is no setting of a run, and what differs from one. */
export const OWN: Readonly<Record<string, string>> = {
  inputs: 'features (default: 5)',
  hidden: "units of the hidden layers, or 'none' (default: 6,6)",
  classes: 'of a softmax output; the labels or values of others (default: 3)',
};
