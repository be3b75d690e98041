// Serves the built site as a strict host would.
import { createReadStream, existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { Failure, root } from './common.mjs';

/** Sent with every response; the page, the element and the package must run under it. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
].join('; ');

/** The API reference's script adds style elements. */
const policyForReference = contentSecurityPolicy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

const lastPort = 65535;

const site = join(root, 'dist/site');

/**
 * Serves dist/site, or another folder, at the port, or the next free one; returns { url, port, close }. While dist/site is
 * being built, `unfinished` is { folder, isBuilding }: a site that supplies what is still missing.
 */
export async function serveSite(port, unfinished, folder = site) {
  // The preview server needs an existing folder.
  await mkdir(folder, { recursive: true });
  // Imported late: in a fresh clone, `npm start` loads this file before Vite is installed.
  const [{ preview }, { default: compression }] = await Promise.all([import('vite'), import('compression')]);
  for (let candidate = port; candidate <= lastPort; candidate++) {
    try {
      const server = await preview({
        configFile: false,
        root,
        appType: 'mpa',
        logLevel: 'silent',
        plugins: [responseHeaders(compression), ...(unfinished ? [firstPages(unfinished)] : []), missingPage(folder)],
        build: { outDir: folder },
        // IPv4 only: "localhost" could lead to another server on IPv6.
        preview: { host: '127.0.0.1', port: candidate, strictPort: true },
      });
      return { url: `http://127.0.0.1:${candidate}/`, port: candidate, close: () => server.close() };
    } catch (error) {
      if (error.code === 'EACCES') {
        throw new Failure(`port ${candidate} is reserved for the administrator`, { hint: 'Give a port above 1023.' });
      }
      if (error.code !== 'EADDRINUSE' && !/already in use/.test(error.message)) throw error;
    }
  }
  throw new Failure(`every port from ${port} to ${lastPort} is in use`, { hint: 'Give a lower one.' });
}

function policyFor({ url = '', headers: { host } }) {
  if (/^\/api\//.test(url)) return policyForReference;
  // In a sandboxed iframe, which has no origin, WebKit matches nothing with 'self' and needs the site by name.
  if (/^\/embed\//.test(url)) return contentSecurityPolicy.replaceAll("'self'", `'self' http://${host}`);
  return contentSecurityPolicy;
}

function responseHeaders(compression) {
  return {
    name: 'response-headers',
    configurePreviewServer(server) {
      server.middlewares.use(compression());
      server.middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', policyFor(request));
        response.setHeader('X-Content-Type-Options', 'nosniff');
        // Pages of any origin load the script, and a sandboxed iframe has none.
        response.setHeader('Access-Control-Allow-Origin', '*');
        // Names in assets/ contain a hash of the content; other files keep their name when they change.
        const hashed = /^\/(embed\/)?assets\/|^\/embed\/[^/]+\/chunks\//.test(request.url ?? '');
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        next();
      });
    },
  };
}

/** As hosts of static sites do. */
function missingPage(folder) {
  const page = join(folder, '404.html');
  return {
    name: 'missing-page',
    // After the files that there are.
    configurePreviewServer: (server) => () => {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url, 'http://host');
        if (existsSync(join(folder, pathname, 'index.html'))) {
          response.writeHead(301, { Location: `${pathname}/` }).end();
          return;
        }
        if (existsSync(join(folder, pathname)) || !existsSync(page)) {
          next();
          return;
        }
        response.writeHead(404, { 'Content-Type': types['.html'] });
        createReadStream(page).pipe(response);
      });
    },
  };
}

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const notYet = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Not built yet</title>
<p>This part of the site is still being built; the page reloads by itself.
<p lang="zh-Hant">網站的這一部分還在建置，本頁會自動重新整理。
</html>
`;

/**
 * Serves from `folder` what dist/site does not have: at first everything, later the parts that an open page still requests
 * by their old names.
 */
function firstPages(unfinished) {
  const fileOf = (folder, path) => {
    const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
    return file.startsWith(folder + sep) && extname(file) in types && existsSync(file) ? file : undefined;
  };
  return {
    name: 'first-pages',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url, 'http://host').pathname;
        const file = fileOf(site, path) ? undefined : fileOf(unfinished.folder, path);
        if (file) {
          response.setHeader('Content-Type', types[extname(file)]);
          createReadStream(file).pipe(response);
        } else if (unfinished.isBuilding && /^\/(api|embed)(\/|$)/.test(path) && !existsSync(join(site, path))) {
          response.writeHead(503, { 'Content-Type': types['.html'], 'Retry-After': '5' }).end(notYet);
        } else next();
      });
    },
  };
}
