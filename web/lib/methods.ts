/**
 * Makes methods and accessors work when they are taken out of their object, or used on a proxy of it, as frameworks make
 * them: a private field belongs to the object itself.
 */
export function bindMethods(object: object): void {
  const prototype: object = Object.getPrototypeOf(object);
  for (const name of Reflect.ownKeys(prototype)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
    if (name === 'constructor') continue;
    if (typeof value === 'function') Object.defineProperty(object, name, { value: value.bind(object) });
    else if (get) Object.defineProperty(object, name, { get: get.bind(object), ...(set && { set: set.bind(object) }) });
  }
}
