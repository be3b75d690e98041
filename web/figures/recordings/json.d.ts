/** Recorded by `npm run claims`; format.ts has their types. */
declare module '*.json' {
  const content: unknown;
  export default content;
}
