/** Vite's way to import a worker as a class whose code is inlined. */
declare module '*?worker&inline' {
  const InlineWorker: new () => Worker;
  export default InlineWorker;
}
