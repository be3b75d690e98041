// Who takes part. `kind` says how an entry counts: ours; a peer in JavaScript on one thread, the fastest of which the
// budgets compare with; one with more threads; native code; or a limit of the machine.
import { openPyTorch } from './hosts.mjs';

export const variants = ['relaxed-simd', 'simd', 'scalar'];

/** Operations that no library has; their only peer is a hand-written loop. */
export const loopsOnly = ['class-weights', 'soft-targets', 'inner', 'entropy', 'calibration', 'temperature'];

/** Only we and the limits multiply matrices; of the peers, one trains and the others do the rest. */
export function takesPart({ kind, name }, operation) {
  if (loopsOnly.includes(operation)) return kind === 'ours' || name === 'javascript';
  if (operation === 'matrix-product') return kind === 'ours' || kind === 'limit';
  if (kind !== 'peer' && kind !== 'threads') return true;
  return (operation === 'training') === (name === 'tfjs-training');
}

/** In the order of the table. `open(environment)` starts a host, see hosts.mjs. */
export function createRoster(pyTorch) {
  const inEnvironment = (kind, { name, ...options }) => ({
    kind,
    name,
    // Names a failed contestant, which has no entries, in the tables.
    label: kind === 'ours' ? options.variant : [name, ...Object.values(options)].join(', '),
    open: (environment) => environment.open({ name, ...options }),
  });
  return [
    ...variants.map((variant) => inEnvironment('ours', { name: 'label-smoothing', variant })),
    inEnvironment('peer', { name: 'javascript' }),
    inEnvironment('peer', { name: 'tfjs' }),
    inEnvironment('peer', { name: 'onnxruntime-web', threads: 1 }),
    inEnvironment('peer', { name: 'jax-js' }),
    inEnvironment('peer', { name: 'tfjs-training', backend: 'wasm' }),
    inEnvironment('peer', { name: 'tfjs-training', backend: 'cpu' }),
    inEnvironment('threads', { name: 'onnxruntime-web', threads: 2 }),
    ...(pyTorch ? [{ kind: 'native', label: 'PyTorch', open: () => openPyTorch(pyTorch) }] : []),
    ...['relaxed-simd', 'simd'].map((variant) => inEnvironment('limit', { name: 'limits', variant })),
  ];
}
