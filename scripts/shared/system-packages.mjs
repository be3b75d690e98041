// The one list of what the tests need from the system besides Node and the WebAssembly compiler. Installs with apt-get what
// is missing, if it may.
import { existsSync, readdirSync } from 'node:fs';
import { Failure, run, step, which } from './common.mjs';

export function findChromium() {
  return ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .map((name) => which(name))
    .find(Boolean);
}

export function findFirefox() {
  return ['firefox-esr', 'firefox'].map((name) => which(name)).find(Boolean);
}

/** The browser for WebKitGTK's driver, which is not on PATH. */
export function findMiniBrowser() {
  const libraries = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ['/usr/libexec', '/usr/lib', ...libraries.map(({ name }) => `/usr/lib/${name}`)]
    .flatMap((folder) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => `${folder}/${name}/MiniBrowser`),
    )
    .find((path) => existsSync(path));
}

/**
 * Debian's name of each package, the stages of the tests that need it and why, and how to find out whether it is there.
 * `level` is as in scripts/test.mjs; the default is every push. Tests skip without an `optional` one.
 */
const packages = [
  { name: 'g++', stages: ['native'], reason: 'native C++ tests', present: () => which('c++') },
  {
    name: 'libgtest-dev',
    stages: ['native'],
    reason: 'native C++ tests',
    present: () => headerExists('gtest/gtest.h'),
  },
  {
    name: 'nlohmann-json3-dev',
    stages: ['native'],
    reason: 'golden vectors in native C++ tests',
    present: () => headerExists('nlohmann/json.hpp'),
  },
  {
    name: 'g++-aarch64-linux-gnu',
    stages: ['native'],
    level: 'all',
    architecture: 'x64',
    reason: 'native C++ tests for arm64',
    present: () => which('aarch64-linux-gnu-g++'),
  },
  {
    name: 'googletest',
    stages: ['native'],
    level: 'all',
    architecture: 'x64',
    reason: 'native C++ tests for arm64',
    present: () => existsSync('/usr/src/googletest/CMakeLists.txt'),
  },
  {
    name: 'qemu-user',
    stages: ['native'],
    level: 'all',
    architecture: 'x64',
    reason: 'to run them',
    present: () => which('qemu-aarch64'),
  },
  { name: 'clang', stages: ['native'], level: 'all', reason: 'native C++ tests', present: () => which('clang++') },
  {
    name: 'python3-torch',
    stages: ['wasm'],
    level: 'all',
    optional: true,
    reason: 'comparison with PyTorch',
    present: hasTorch,
  },
  {
    name: 'dataset-fashion-mnist',
    stages: ['wasm'],
    level: 'all',
    optional: true,
    reason: 'the source of the pictures',
    present: () => existsSync('/usr/share/datasets/fashion-mnist'),
  },
  {
    name: 'python3-sklearn',
    stages: ['wasm'],
    level: 'all',
    optional: true,
    reason: 'the source of the digits',
    present: () => hasModule('sklearn'),
  },
  { name: 'clang', stages: ['fuzz'], reason: 'fuzzing of the C++ API', present: () => which('clang++') },
  // Debian 12's clang is 14.
  { name: 'libclang-rt-14-dev', stages: ['fuzz'], reason: 'libFuzzer', present: hasFuzzerRuntime },
  { name: 'clang-format', stages: ['lint'], reason: 'formatting of C++', present: () => which('clang-format') },
  { name: 'clang-tidy', stages: ['lint'], reason: 'lint of C++', present: () => which('clang-tidy') },
  { name: 'chromium', stages: ['browser', 'package'], reason: 'tests in a browser', present: findChromium },
  { name: 'firefox-esr', stages: ['browser'], reason: 'tests in Firefox', present: findFirefox },
  {
    name: 'webkit2gtk-driver',
    stages: ['browser'],
    reason: 'tests in WebKit',
    present: () => which('WebKitWebDriver') && findMiniBrowser(),
  },
  { name: 'xvfb', stages: ['browser'], reason: 'a display for WebKit', present: () => which('Xvfb') },
  {
    name: 'poppler-utils',
    stages: ['browser'],
    reason: 'what is in a printed page',
    present: () => which('pdftotext'),
  },
  { name: 'hugo', stages: ['package', 'recipes'], reason: 'a blog made with Hugo', present: () => which('hugo') },
  {
    name: 'jekyll',
    stages: ['recipes'],
    level: 'nightly',
    reason: 'a blog made with Jekyll',
    present: () => which('jekyll'),
  },
  {
    name: 'jupyter-nbconvert',
    stages: ['recipes'],
    level: 'nightly',
    reason: 'a Jupyter notebook',
    present: () => which('jupyter-nbconvert'),
  },
  {
    name: 'python3-ipykernel',
    stages: ['recipes'],
    level: 'nightly',
    reason: 'running a Jupyter notebook',
    present: () => existsSync('/usr/share/jupyter/kernels/python3'),
  },
  {
    name: 'mkdocs-material',
    stages: ['recipes'],
    level: 'nightly',
    reason: 'a site made with MkDocs',
    present: () => which('mkdocs'),
  },
  { name: 'fonts-noto-cjk', stages: ['browser'], reason: 'the Chinese page in a browser', present: hasChineseFont },
];

function headerExists(path) {
  return ['/usr/include', '/usr/local/include', '/opt/homebrew/include'].some((folder) =>
    existsSync(`${folder}/${path}`),
  );
}

async function hasFuzzerRuntime() {
  if (!which('clang++')) return false;
  const { stdout } = await run('clang++', ['-print-resource-dir'], { check: false });
  const libraries = `${stdout.trim()}/lib`;
  if (!existsSync(libraries)) return false;
  return readdirSync(libraries, { recursive: true }).some((name) => name.includes('clang_rt.fuzzer'));
}

/** Debian's Python, which has Debian's packages, even if another is first on PATH. */
export const python = '/usr/bin/python3';

export async function hasTorch() {
  return hasModule('torch');
}

async function hasModule(name) {
  if (!existsSync(python)) return false;
  return (await run(python, ['-c', `import ${name}`], { check: false })).code === 0;
}

async function hasChineseFont() {
  // macOS has Chinese fonts, but no fc-list.
  if (process.platform === 'darwin') return true;
  if (!which('fc-list')) return false;
  const { stdout } = await run('fc-list', [':lang=zh-tw', 'family'], { check: false });
  return stdout.trim() !== '';
}

async function findMissing(isNeeded) {
  const needed = packages.filter((entry) => isNeeded(entry) && (entry.architecture ?? process.arch) === process.arch);
  const present = await Promise.all(needed.map((entry) => entry.present()));
  return needed.filter((_, index) => !present[index]);
}

/** Installs the missing packages that `isNeeded` accepts, or throws a Failure that says what to install. */
export async function ensureSystemPackages(isNeeded) {
  const absent = await findMissing(isNeeded);
  if (absent.length === 0) return;
  const prefix = await permission();
  const apt = (report, hint, ...args) => {
    const command = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return run(command[0], command.slice(1), {
      hint,
      onLine: (line) => line.trim() && report(line.trim().slice(0, 80)),
    });
  };
  const install = (missing, hint) => {
    const names = missing.map(({ name }) => name);
    return step(`install ${names.join(', ')} with apt-get`, async (report) => {
      await apt(report, hint, 'update');
      await apt(report, hint, 'install', '--yes', '--no-install-recommends', ...names);
    });
  };
  const missing = absent.filter(({ optional }) => !optional);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name);
    const hint = `Install ${missing.map(({ name, reason }) => `${name} (${reason})`).join(', ')}. On Debian or Ubuntu: sudo apt-get install ${names.join(' ')}`;
    if (!which('apt-get') || !prefix) {
      throw new Failure(`missing for the tests: ${names.join(', ')}, and they cannot be installed from here`, { hint });
    }
    await install(missing, hint);
    const left = (await findMissing(isNeeded)).filter(({ optional }) => !optional).map(({ name }) => name);
    if (left.length > 0) throw new Failure(`installed, but still not found: ${left.join(', ')}`, { hint });
  }
  const optional = absent.filter((entry) => entry.optional);
  if (optional.length === 0) return;
  try {
    await install(optional);
  } catch {
    console.log(`  left out: ${optional.map(({ name, reason }) => `${reason} (${name})`).join(', ')}`);
  }
}

/** The prefix that runs a command as root without asking: nothing, sudo, or undefined if that is not allowed. */
async function permission() {
  if (process.getuid?.() === 0) return [];
  if (!which('sudo')) return undefined;
  const { code } = await run('sudo', ['-n', 'true'], { check: false });
  return code === 0 ? ['sudo', '-n'] : undefined;
}
