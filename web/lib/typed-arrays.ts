/** Typed arrays of any realm: those of an iframe or a test environment are no instances of this realm's classes. */

const readTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  Symbol.toStringTag,
)?.get as (this: unknown) => string | undefined;

/** The name of a typed array's class, for example 'Float32Array'; undefined for anything else. */
export function typeOf(values: unknown): string | undefined {
  return readTag.call(values);
}

const INTEGERS = new Set([
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
]);
const FLOATS = new Set(['Float16Array', 'Float32Array', 'Float64Array']);

/** Whether values are floating-point numbers, as probabilities are. */
export function areFloats(values: unknown): boolean {
  return FLOATS.has(typeOf(values) ?? '');
}

/** Whether values are numbers of any kind but bigint. */
export function areNumbers(values: unknown): boolean {
  const type = typeOf(values) ?? '';
  return FLOATS.has(type) || INTEGERS.has(type);
}

/** Whether values are integers, all of which int32 holds. */
export function areSmallIntegers(values: unknown): boolean {
  const type = typeOf(values) ?? '';
  return type !== 'Uint32Array' && INTEGERS.has(type);
}

/** Whether values are integers that int32 may not hold. */
export function areLargeIntegers(values: unknown): boolean {
  const type = typeOf(values);
  return type === 'Uint32Array' || type === 'BigInt64Array' || type === 'BigUint64Array';
}

/** Whether somebody else has been given the buffer, for example a worker. */
export function isDetached(values: ArrayBufferView): boolean {
  if (values.byteLength > 0) return false;
  try {
    new Uint8Array(values.buffer as ArrayBuffer);
    return false;
  } catch {
    return true;
  }
}
