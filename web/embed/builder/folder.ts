/** A folder with everything that a figure needs, for those who host it themselves. Loaded when somebody wants it. */
import { strToU8, zipSync } from 'fflate';
import { type Embed, elementSnippet } from '../../element/toolbar/snippets.js';
import { escapeHtml } from '../../figures/escape.js';
import { texts } from './texts.js';

/** The name of the folder inside. */
const name = 'label-smoothing';

function page(embed: Embed, picture: string): string {
  const t = texts[embed.language].folder;
  const own = elementSnippet(embed, { script: './label-smoothing.js', picture: `./${picture}` });
  const elsewhere = elementSnippet(embed, { script: `/${name}/label-smoothing.js`, picture: `/${name}/${picture}` });
  return `<!doctype html>
<html lang="${embed.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(embed.title)}</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif }
pre { padding: 1rem; border: 1px solid; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>${escapeHtml(embed.title)}</h1>
${own}
<p>${escapeHtml(t.use)}</p>
<pre tabindex="0"><code>${escapeHtml(elsewhere)}</code></pre>
</body>
</html>
`;
}

async function fetchFile(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * @param svg the figure as it is set
 * @param from the address of the folder with `files`: the script and its parts
 */
export async function zipFolder(embed: Embed, svg: string, from: string, files: readonly string[]): Promise<Blob> {
  const picture = `${embed.state.figure}.svg`;
  const fetched = await Promise.all(files.map(async (path) => [path, await fetchFile(from + path)] as const));
  const content = {
    ...Object.fromEntries(fetched),
    [picture]: strToU8(svg),
    'index.html': strToU8(page(embed, picture)),
  };
  const zip = zipSync({ [name]: content });
  return new Blob([zip], { type: 'application/zip' });
}
