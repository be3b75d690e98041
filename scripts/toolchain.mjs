// Finds the tools that compile C++ to WebAssembly: Emscripten, CMake and Ninja from PATH if they are new enough, else a
// private copy from Debian 13 in the git-ignored .toolchain/. It needs no root and changes nothing outside the checkout.
//
//   node scripts/toolchain.mjs         install what is missing and report what was found
//   node scripts/toolchain.mjs --env   print shell lines: eval "$(node scripts/toolchain.mjs --env)"
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, open, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, main, root, run, step, which, withLock } from './shared/common.mjs';

// 3.1.69 is the oldest release whose ES-module glue, relaxed-SIMD opcodes and vector code generation are right.
const oldestEmscripten = '3.1.69';
const oldestCMake = '3.22';
// Debian 13 is the oldest Debian whose emscripten is new enough.
const suite = 'trixie';
const home = join(root, '.toolchain');
const partial = join(root, '.toolchain.partial');
const stampFile = join(home, 'complete.json');
// Part of the stamp: raise it if the installation below changes.
const recipe = 1;

const elsewhere = `Install Emscripten ${oldestEmscripten} or newer, CMake ${oldestCMake} or newer and Ninja yourself, then run the command again:
  any system   git clone https://github.com/emscripten-core/emsdk.git && cd emsdk && ./emsdk install latest && ./emsdk activate latest && source ./emsdk_env.sh
  macOS        brew install emscripten cmake ninja`;

// Dependencies that only matter on a full system. The private apt believes they are installed.
const providedByHost = [
  'binutils',
  'ccache',
  'debconf',
  'dpkg',
  'init-system-helpers',
  'libc6-dev',
  'libgcc-14-dev',
  'libobjc-14-dev',
  'libstdc++-14-dev',
  'media-types',
  'netbase',
  'nodejs',
  'procps',
  'tar',
  'tzdata',
];
// Parts of the packages that are not unpacked: documentation, tests, and libraries for threads, sanitizers and LTO.
const leftOut = [
  './etc/*',
  './usr/share/doc/*',
  './usr/share/man/*',
  './usr/share/locale/*',
  './usr/share/emscripten/ChangeLog*',
  './usr/share/emscripten/docs/*',
  './usr/share/emscripten/media/*',
  './usr/share/emscripten/test/*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto/*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto-pic/*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/pic/*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/*-mt*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/*-ww*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/*-asan*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/*san_*',
  './usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/libwasmfs*',
  './usr/lib/*/libclang-19.so*',
];
const python = 'python3.13';
// The programs that emcc calls. LLVM's other seventy are deleted.
const llvmPrograms =
  /^(clang(\+\+|-19|-cpp)?|lld|wasm-ld|llvm-(ar|cxxfilt|dwarfdump|dwp|nm|objcopy|objdump|ranlib|readobj|strip))$/;

/**
 * The tools, installed first if missing. `env` is the environment for `cmake --preset wasm-…`, `describe` has one line per
 * tool for people, `identity` changes with the compiler.
 */
export async function ensureToolchain() {
  const found = await findOnPath();
  const wanted = Object.keys(found).filter((tool) => !found[tool].usable);
  if (wanted.length > 0 && !isInstalled(wanted)) {
    await withLock(`${partial}.lock`, async () => {
      if (!isInstalled(wanted)) await install(found, wanted);
    });
  }
  const copy = wanted.length > 0 ? privateTools() : undefined;
  const emcc = found.emcc.usable ? found.emcc : { path: copy.emcc, version: copy.versions.emcc };
  const folders = new Set(wanted.map((tool) => dirname(copy[tool])));
  const emscriptenRoot = found.emcc.usable
    ? (await run(join(dirname(emcc.path), 'em-config'), ['EMSCRIPTEN_ROOT'])).stdout.trim()
    : dirname(copy.emcc);
  const additions = {
    PATH: [...folders, process.env.PATH ?? ''].join(delimiter),
    // Read by CMakePresets.json.
    EMSCRIPTEN_ROOT: emscriptenRoot,
    ...(found.emcc.usable ? {} : copy.variables),
  };
  return {
    env: { ...process.env, ...additions },
    additions,
    identity: JSON.stringify([emcc.path, emcc.version]),
    describe: Object.keys(found).map((tool) => {
      const mine = wanted.includes(tool);
      const { path, version, reason } = found[tool];
      const note = mine && reason ? ` (${reason})` : '';
      return `${tool} ${mine ? copy.versions[tool] : version} from ${mine ? relative(root, copy[tool]) : path}${note}`;
    }),
  };
}

async function findOnPath() {
  const [emcc, cmake, ninja] = await Promise.all([
    probe('emcc', oldestEmscripten),
    probe('cmake', oldestCMake),
    probe('ninja', '1'),
  ]);
  return { emcc, cmake, ninja };
}

async function probe(tool, oldest) {
  const path = which(tool);
  if (!path) return { usable: false, reason: `no ${tool} on PATH` };
  const { code, stdout } = await run(path, ['--version'], { check: false });
  const version = code === 0 ? /\d+(\.\d+)+/.exec(stdout.split('\n')[0].replace(/\(.*?\)/g, ''))?.[0] : undefined;
  if (!version) return { usable: false, reason: `${path} does not run` };
  if (isOlder(version, oldest)) return { usable: false, reason: `${path} is ${version}, older than ${oldest}` };
  return { usable: true, path, version };
}

function isOlder(version, oldest) {
  const [left, right] = [version, oldest].map((text) => text.split('.').map(Number));
  const differing = right.findIndex((number, index) => number !== (left[index] ?? 0));
  return differing >= 0 && (left[differing] ?? 0) < right[differing];
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The programs name their loader by its full path, so moving the checkout means installing again. */
function isInstalled(tools) {
  const stamp = readStamp();
  return stamp?.recipe === recipe && stamp.home === home && tools.every((tool) => stamp.tools.includes(tool));
}

function privateTools() {
  return {
    emcc: join(home, 'usr/share/emscripten/emcc'),
    cmake: join(home, 'usr/bin/cmake'),
    ninja: join(home, 'usr/bin/ninja'),
    versions: readStamp()?.versions ?? {},
    variables: { EM_CONFIG: join(home, 'emscripten.config'), EMSDK_PYTHON: join(home, 'usr/bin', python) },
  };
}

async function install(found, wanted) {
  for (const tool of wanted) console.log(`  ${found[tool].reason}`);
  const missing = ['apt-get', 'dpkg', 'dpkg-deb', 'tar'].filter((tool) => !which(tool));
  if (missing.length > 0) {
    throw new Failure(`a private copy of ${wanted.join(', ')} needs Debian's ${missing.join(', ')}, absent here`, {
      hint: elsewhere,
    });
  }
  // The new copy replaces the old, so it needs the old one's tools, too.
  const tools = [...new Set([...wanted, ...(readStamp()?.tools ?? [])])].sort();
  console.log(
    `  installing a private copy of ${tools.join(', ')} from Debian 13 into .toolchain/ (about 350 MB to download)`,
  );
  await mkdir(partial, { recursive: true });
  const apt = await step('find a Debian mirror in the apt configuration', openPrivateApt);
  const packages = { emcc: ['emscripten'], cmake: ['cmake'], ninja: ['ninja-build'] };
  const names = [...tools.flatMap((tool) => packages[tool]), 'patchelf'];
  await step('download', (report) => download(apt, names, report));
  const unpacked = join(partial, 'root');
  await step('unpack', (report) => unpack(unpacked, report));
  await step('point the programs at their own libraries', () => patchPrograms(unpacked));
  if (tools.includes('emcc')) await configureEmscripten(unpacked);
  await rm(home, { recursive: true, force: true });
  await rename(unpacked, home);
  const versions = await step('try the tools', () => tryTools(tools));
  await writeFile(stampFile, `${JSON.stringify({ recipe, home, tools, versions }, null, 2)}\n`);
  await rm(partial, { recursive: true, force: true });
}

/** Sets up an apt whose sources, lists, cache and package database are all in the partial folder. */
async function openPrivateApt() {
  const architecture = (await run('dpkg', ['--print-architecture'])).stdout.trim();
  if (!['amd64', 'arm64'].includes(architecture)) {
    throw new Failure(`Debian's emscripten was tried on amd64 and arm64, this machine is ${architecture}`, {
      hint: elsewhere,
    });
  }
  const at = (name) => join(partial, name);
  const folders = ['lists/partial', 'cache/archives/partial'];
  for (const folder of folders) await mkdir(at(folder), { recursive: true });
  const stanzas = providedByHost.map((name) =>
    [
      `Package: ${name}`,
      'Status: install ok installed',
      'Version: 999:1',
      `Architecture: ${architecture}`,
      'Multi-Arch: allowed',
      'Maintainer: none',
      'Description: taken from the host or not needed',
    ].join('\n'),
  );
  await writeFile(at('status'), `${stanzas.join('\n\n')}\n`);
  const privateState = {
    'Dir::State::lists': at('lists'),
    'Dir::Cache': at('cache'),
    'Dir::Cache::archives': at('cache/archives'),
    'APT::Install-Recommends': '0',
    // A failed fetch is an error: there is no older list to fall back on.
    'APT::Update::Error-Mode': 'any',
    // As root, apt would download as user _apt, who may have no access to this folder.
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '3',
  };
  const options = (settings) => Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const system = options(privateState);
  const apt = options({
    ...privateState,
    'Dir::State::status': at('status'),
    'Dir::Etc::sourcelist': at('sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
  });
  const problems = [];
  for (const mirror of await debianMirrors(system)) {
    await writeFile(at('sources.list'), `deb ${signedBy()}${mirror} ${suite} main\n`);
    const { code, output } = await run('apt-get', [...apt, 'update'], { check: false });
    if (code === 0) return apt;
    problems.push(output);
  }
  throw new Failure(
    problems.length > 0
      ? `no Debian mirror of this system gave a verified package list of Debian 13 (${suite})`
      : "this system's apt configuration names no Debian mirror",
    { output: problems.join('\n'), hint: `Check the network and apt's sources. Or: ${elsewhere}` },
  );
}

/** The Debian mirrors of the system's own apt configuration; fetches its lists privately when it has none yet. */
async function debianMirrors(privateState) {
  const query = ['indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(REPO_URI)', 'Created-By: Packages'];
  const list = async (options) => {
    const { stdout } = await run('apt-get', [...options, ...query]);
    const uris = stdout.split('\n').filter((line) => line.startsWith('Debian|Debian|'));
    return [...new Set(uris.map((line) => line.split('|')[2]))];
  };
  const known = await list([]);
  if (known.length > 0) return known;
  await run('apt-get', [...privateState, 'update'], {
    check: false,
    hint: "Check the network and apt's sources.",
  });
  return list(privateState);
}

/** Names Debian's own keys if the system has them; otherwise apt verifies with its trusted keys. */
function signedBy() {
  const folder = '/usr/share/keyrings';
  const file = ['debian-archive-keyring.pgp', 'debian-archive-keyring.gpg']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  return file ? `[signed-by=${file}] ` : '';
}

async function download(apt, names, report) {
  // apt keeps what it has fetched and verified, so an interrupted download resumes.
  await run('apt-get', [...apt, '-o', 'APT::Status-Fd=3', 'install', '--yes', '--download-only', ...names], {
    hint: `Check the network and run the command again: it goes on where it stopped. Or: ${elsewhere}`,
    statusFd: (line) => {
      const percent = /^dlstatus:\d+:([\d.]+):/.exec(line)?.[1];
      if (percent) report(`${Math.floor(Number(percent))} %`);
    },
  });
}

async function unpack(target, report) {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const archives = join(partial, 'cache/archives');
  const waiting = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  const total = waiting.length;
  let finished = 0;
  const excludes = leftOut.map((pattern) => `--exclude=${pattern}`).join("' '");
  const worker = async () => {
    for (let name = waiting.pop(); name; name = waiting.pop()) {
      // Archive and target are arguments, not part of the command's text, so any path works.
      const command = `set -e; dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner '${excludes}'`;
      await run('sh', ['-c', command, 'sh', join(archives, name), target], {
        hint: `Is the disk full? The copy needs 1 GB while it is made. Delete ${relative(root, partial)} to start over.`,
      });
      report(`${++finished} of ${total} packages`);
    }
  };
  await Promise.all([worker(), worker()]);
  const llvm = join(target, 'usr/lib/llvm-19/bin');
  if (!existsSync(llvm)) return;
  for (const name of await readdir(llvm)) if (!llvmPrograms.test(name)) await rm(join(llvm, name));
}

/**
 * Debian 13's programs need Debian 13's C library. Each gets the private loader as its interpreter, by its full final path,
 * and the private library folder as its run path, which may be relative.
 */
async function patchPrograms(unpacked) {
  const multiarch = (await readdir(join(unpacked, 'usr/lib'))).find((name) => name.endsWith('-linux-gnu'));
  const libraries = join(unpacked, 'usr/lib', multiarch);
  const loaderName = (await readdir(libraries)).find((name) => /^ld-linux-.*\.so\.\d+$/.test(name));
  const loader = join(libraries, loaderName);
  // patchelf itself comes from Debian 13, so the private loader starts it, from a copy when it patches itself.
  const patchelf = join(partial, 'patchelf');
  await cp(join(unpacked, 'usr/bin/patchelf'), patchelf);
  for (const folder of ['usr/bin', 'usr/lib/llvm-19/bin']) {
    const inside = join(unpacked, folder);
    if (!existsSync(inside)) continue;
    for (const entry of await readdir(inside, { withFileTypes: true })) {
      const file = join(inside, entry.name);
      if (!entry.isFile() || !(await isElf(file)) || entry.name === python) continue;
      await run(loader, [
        '--library-path',
        libraries,
        patchelf,
        '--set-interpreter',
        join(home, 'usr/lib', multiarch, loaderName),
        '--force-rpath',
        '--set-rpath',
        `$ORIGIN/${relative(inside, libraries)}`,
        file,
      ]);
    }
  }
  await wrapPython(unpacked, multiarch, loaderName);
}

/**
 * Python is linked to a fixed address, and such programs crash after patchelf has moved their headers. A shell script
 * starts it through the private loader instead; --argv0 lets Python find its modules, and itself, by this name.
 */
async function wrapPython(unpacked, multiarch, loaderName) {
  const script = join(unpacked, 'usr/bin', python);
  if (!existsSync(script)) return;
  const folder = join(unpacked, 'usr/libexec');
  await mkdir(folder, { recursive: true });
  await rename(script, join(folder, python));
  const libraries = `"$usr/lib/${multiarch}"`;
  const lines = [
    '#!/bin/sh',
    'usr=$(dirname "$0")/..',
    `exec ${libraries}/${loaderName} --argv0 "$0" --library-path ${libraries} "$usr/libexec/${python}" "$@"`,
    '',
  ];
  await writeFile(script, lines.join('\n'), { mode: 0o755 });
}

async function isElf(path) {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
  } finally {
    await file.close();
  }
}

async function configureEmscripten(unpacked) {
  const text = (value) => JSON.stringify(value);
  await writeFile(
    join(unpacked, 'emscripten.config'),
    [
      `LLVM_ROOT = ${text(join(home, 'usr/lib/llvm-19/bin'))}`,
      `BINARYEN_ROOT = ${text(join(home, 'usr'))}`,
      `NODE_JS = ${text(process.execPath)}`,
      `CACHE = ${text(join(home, 'usr/share/emscripten/cache'))}`,
      '',
    ].join('\n'),
  );
  // emcc's scripts are CommonJS unless named .mjs; this keeps them out of the project's "type": "module".
  await writeFile(join(unpacked, 'package.json'), '{ "type": "commonjs" }\n');
  // emcc's JavaScript optimizer imports acorn, which Debian installs where only its own node looks.
  await symlink('../nodejs', join(unpacked, 'usr/share/emscripten/node_modules'));
}

async function tryTools(tools) {
  const copy = privateTools();
  const env = { ...process.env, ...copy.variables };
  const versions = {};
  for (const tool of tools) {
    const { stdout } = await run(copy[tool], ['--version'], { env });
    versions[tool] = /\d+(\.\d+)+/.exec(stdout.split('\n')[0].replace(/\(.*?\)/g, ''))?.[0];
  }
  if (!tools.includes('emcc')) return versions;
  const source = join(partial, 'try.cpp');
  await writeFile(source, 'int main(int argc, char**) { return argc - 1; }\n');
  const module = join(partial, 'try.mjs');
  await run(copy.emcc, ['-O3', source, '-o', module], {
    env,
    hint: `The private compiler does not work on this machine. ${elsewhere}`,
  });
  if ((await stat(join(partial, 'try.wasm'))).size === 0) throw new Failure('the private compiler wrote an empty file');
  return versions;
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const shell = process.argv.includes('--env');
    // The shell evaluates standard output, so messages for people go to standard error.
    if (shell) console.log = console.error;
    const toolchain = await ensureToolchain();
    if (!shell) for (const line of toolchain.describe) console.log(`  ${line}`);
    else {
      const quote = (value) => `'${value.replaceAll("'", "'\\''")}'`;
      const lines = Object.entries(toolchain.additions).map(([name, value]) => `export ${name}=${quote(value)}\n`);
      process.stdout.write(lines.join(''));
    }
  });
}
