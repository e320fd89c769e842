import fc from 'fast-check';
import type { z } from 'zod';

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 8 }) },
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '|', '`', '<b>', '\n', 'a\nb', '__proto__', '-'),
);

/**
 * Values that a zod schema accepts, as they are after parsing: of every kind of schema that results.json is made of.
 * `known` answers for schemas whose arbitrary cannot be read off them, such as strings of a pattern.
 */
export function fromSchema(schema: Schema, known: (schema: Schema) => fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> {
  const of = (inner: Schema) => fromSchema(inner, known);
  const answer = known(schema);
  if (answer) return answer;
  const def = schema._zod.def as Def;
  // biome-ignore format: a table, a case a line
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape);
      const optional = entries.filter(([, inner]) => inner._zod.optin === 'optional').map(([key]) => key);
      const model = Object.fromEntries(entries.map(([key, inner]) => [key, of(inner._zod.def.type === 'optional' ? (inner._zod.def as z.core.$ZodOptionalDef).innerType : inner)]));
      return fc.record(model, { requiredKeys: Object.keys(model).filter((key) => !optional.includes(key)) });
    }
    case 'array': return fc.array(of(def.element), { maxLength: 4 });
    case 'tuple': return fc.tuple(...def.items.map(of));
    case 'record': {
      const keys = def.keyType._zod.def.type === 'enum' ? Object.values((def.keyType._zod.def as z.core.$ZodEnumDef).entries).map(String) : undefined;
      return keys ? fc.record(Object.fromEntries(keys.map((key) => [key, of(def.valueType)]))) : fc.dictionary(text, of(def.valueType), { maxKeys: 4 });
    }
    case 'union': return fc.oneof(...def.options.map(of));
    case 'pipe': return of(def.in).map((value) => Number(value)); // the words for NaN and infinity
    case 'number': return def.checks?.length || 'check' in def ? fc.oneof(fc.nat(5), fc.nat(), fc.maxSafeNat()) : fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1, 0.5));
    case 'string': return text;
    case 'enum': return fc.constantFrom(...Object.values(def.entries));
    case 'boolean': return fc.boolean();
    case 'literal': return fc.constantFrom(...def.values);
    case 'unknown': return fc.oneof(fc.jsonValue(), fc.constantFrom('document', 8, 0.1, true));
    default: throw new Error(`No arbitrary for ${def.type}.`);
  }
}
