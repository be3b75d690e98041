/**
 * Makes methods work when they are taken out of their object, or called on a proxy of it, as frameworks make them: a
 * private field belongs to the object itself.
 */
export function bindMethods(object: object): void {
  const prototype: object = Object.getPrototypeOf(object);
  for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === 'constructor') continue;
    if (typeof value === 'function') Object.defineProperty(object, name, { value: value.bind(object) });
    else if (get) Object.defineProperty(object, name, { get: get.bind(object) });
  }
}
