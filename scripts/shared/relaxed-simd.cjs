// Required by the Node in which the compiler runs a module to write its JavaScript: Node 20 keeps relaxed SIMD behind a
// flag that NODE_OPTIONS refuses.
const { setFlagsFromString } = require('node:v8');

if (Number.parseInt(process.versions.node, 10) < 21) setFlagsFromString('--experimental-wasm-relaxed-simd');
