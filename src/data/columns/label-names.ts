/** Names that labels have, the surest first; in plain form. */
const LABEL_NAMES: readonly (readonly string[])[] = [
  ['label', 'labels', 'class', 'classes', 'target', 'targets', 'classlabel', 'labelclass', 'targetclass', 'groundtruth', 'truth', 'lbl', 'klasse', 'classe'],
  ['y', 'species', 'outcome', 'diagnosis', 'survived', 'response', 'churn', 'attrition', 'exited', 'sentiment', 'spam', 'isspam', 'fraud', 'isfraud', 'digit'],
  ['quality', 'variety', 'result', 'income', 'grade', 'kind', 'category', 'type', 'status', 'condition', 'disease', 'default', 'approved', 'group'],
];

/** Names of values that are predicted rather than classes. */
const VALUE_NAME = /(price|cost|salary|wage|sales|revenue|charges|rent|amount|value|strength|score|yield|demand|consumption|mpg|medv|cnt|progression|rings)$/;

/** What seldom is what somebody wants to know, though it may have few values. */
const FEATURE_NAME = /^(sex|gender|age|region|country|state|city|year|month|day|weekday|hour|season|name|race|smoker|married)$/;

/** 'Class Label', '#class_label' → 'classlabel'. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** How surely a name is a label's: 0 the most, undefined where it says nothing. 'y' beside an 'x' is a coordinate. */
export function labelRank(name: string, names: readonly string[]): number | undefined {
  const plain = plainName(name);
  if (plain === 'y' && names.some((other) => plainName(other) === 'x')) return undefined;
  const rank = LABEL_NAMES.findIndex((list) => list.includes(plain) || (plain.startsWith('is') && list.includes(plain.slice(2))));
  return rank < 0 ? undefined : rank;
}

export function isNameOfValues(name: string): boolean {
  return VALUE_NAME.test(plainName(name.replace(/\(.*\)/, ''))); // 'strength (MPa)'
}

export function isNameOfFeature(name: string): boolean {
  return FEATURE_NAME.test(plainName(name));
}
