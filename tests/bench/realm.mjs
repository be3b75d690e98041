// The few things that Node and a browser do differently for the contestants, which run in both.

export const inBrowser = typeof document !== 'undefined';

/** The folder of an installed package, as a URL that ends in a slash. */
export function folderOf(packageName) {
  const url = new URL(`node_modules/${packageName}/`, import.meta.url);
  return inBrowser ? url.href : decodeURIComponent(url.pathname);
}

export async function readBytes(url) {
  if (inBrowser) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.arrayBuffer();
  }
  const { readFile } = await import('node:fs/promises');
  return readFile(url);
}
