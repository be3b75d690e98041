/** What unzips where there is no `DecompressionStream`, as in jsdom and in Node's vm. */
export type LoadInflate = () => Promise<{ gunzipSync(bytes: Uint8Array): Uint8Array }>;

/** The bytes of a file that the build has made a module of: gzipped and in base64. */
export async function unpack(text: string, loadInflate: LoadInflate): Promise<ArrayBuffer> {
  return ungzip(fromBase64(text), loadInflate);
}

export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export async function ungzip(bytes: Uint8Array<ArrayBuffer>, loadInflate: LoadInflate): Promise<ArrayBuffer> {
  if (typeof Response === 'undefined' || typeof DecompressionStream === 'undefined') {
    return new Uint8Array((await loadInflate()).gunzipSync(bytes)).buffer;
  }
  return new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
