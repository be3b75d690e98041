/** The bytes of a file that the build has made a module of: gzipped and in base64. */
export async function unpack(text: string): Promise<ArrayBuffer> {
  return ungzip(fromBase64(text));
}

export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export const ungzip = (bytes: BufferSource): Promise<ArrayBuffer> =>
  new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
