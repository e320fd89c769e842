/**
 * `inner` with some of its members replaced. All others, those of its class and the optional ones too, stay its own and
 * are called as its own: none is listed, so none can be forgotten. One replaced by undefined is not there.
 */
export function replacing<T extends object>(inner: T, replaced: { readonly [M in keyof T]?: T[M] | undefined }): T {
  return new Proxy(inner, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name) as unknown;
      const member: unknown = Reflect.get(target, name, target); // a class with #fields knows itself alone, not its proxy
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
