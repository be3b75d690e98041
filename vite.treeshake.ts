/**
 * Nothing that is bundled here does anything when a property or a global is merely read. Told so, the bundler leaves out
 * the parts of Chart.js that nobody uses but that read a property as they are defined: 6 KB of what readers are sent.
 */
export const treeshake = { propertyReadSideEffects: false, unknownGlobalSideEffects: false } as const;
