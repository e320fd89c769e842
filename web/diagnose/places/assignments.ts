import { typescriptLanguage } from '@codemirror/lang-javascript';

type SyntaxNode = ReturnType<typeof typescriptLanguage.parser.parse>['topNode'];

/** Where something is given a value. */
export interface Assignment {
  /** What it is given to: ['grads', 'W2'] of grads.W2[i][j], without `this`. */
  readonly path: readonly string[];
  readonly operator: string; // '=', '-=', …; ':' in an object
  readonly value: string;
  readonly line: number; // from 1
}

const NAMES = ['VariableName', 'VariableDefinition', 'PropertyName', 'PrivatePropertyName', 'PropertyDefinition'];

/** Every assignment of a program in TypeScript or JavaScript, in its order; of what does not parse those that can be made out. */
export function assignmentsIn(source: string): Assignment[] {
  const text = withoutAssertions(source);
  const found: Assignment[] = [];
  const take = (left: SyntaxNode, sign: SyntaxNode, right: SyntaxNode | null) => {
    const path = pathOf(left, text);
    const value = right ? text.slice(right.from, right.to) : '';
    if (path.length > 0) found.push({ path, operator: text.slice(sign.from, sign.to), value, line: text.slice(0, left.from).split('\n').length });
  };
  typescriptLanguage.parser.parse(text).iterate({
    enter: ({ node }) => {
      const isAssigned = node.name === 'Equals' || node.name === 'UpdateOp' || (node.name === ':' && node.parent?.name === 'Property');
      const left = isAssigned && assignedBefore(node);
      if (left) take(left, node, node.nextSibling);
    },
  });
  return found;
}

/** `!` after an expression, which the parser of an editor stumbles over in front of an assignment; every place stays what it was. */
function withoutAssertions(source: string): string {
  return source.replace(/(?<=[\w)\]])!(?!=)/g, ' ');
}

/** What stands on the left of a sign, past the type that was declared; nothing of what a class or a parameter begins with. */
function assignedBefore(sign: SyntaxNode): SyntaxNode | null {
  if (!['VariableDeclaration', 'AssignmentExpression', 'Property'].includes(sign.parent?.name ?? '')) return null;
  const before = sign.prevSibling;
  return before?.name === 'TypeAnnotation' ? before.prevSibling : before;
}

/** The names of a.b[i].c, outermost first; none of an index. */
function pathOf(node: SyntaxNode, text: string): string[] {
  if (NAMES.includes(node.name)) return [text.slice(node.from, node.to)];
  if (node.name !== 'MemberExpression') return [];
  const [object, property] = [node.firstChild, node.lastChild];
  return [...(object ? pathOf(object, text) : []), ...(property && NAMES.includes(property.name) && property !== object ? pathOf(property, text) : [])];
}
