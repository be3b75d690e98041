// jax-js with its wasm backend: one jitted function per operation, written so that the kernels it fuses hold as few
// exponentials as possible. Its own logSoftmax, softmax and one-hot targets take up to twice as long, and valueAndGrad
// of an indexed loss cannot be jitted in 0.1.25 ("routine primitive scatter input is not imm"); hence the explicit gradient.
// Without SharedArrayBuffer it runs on one thread.
import { alpha } from '../problems.mjs';

export async function open() {
  const jax = await import('@jax-js/jax');
  const { numpy: np, jit } = jax;
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return {
    prepare(operation, { rows, classes, logits, targets, logProbs, target }) {
      const matrix = (values) => np.array(values).reshape([rows, classes]);
      const inputs = logits ? [matrix(logits)] : [matrix(logProbs), matrix(target)];
      if (operation === 'cross-entropy' || operation === 'gradient') inputs.push(np.array(targets).reshape([rows, 1]));
      const compute = jit(formulations(np, rows, classes)[operation]);
      // A call consumes its arguments and is lazy: only reading the loss, or awaiting the output, runs it.
      const start = () => compute(...inputs.map((input) => input.ref));
      const answer = {
        'cross-entropy': () => ({ loss: start().dataSync()[0] }),
        'kl-divergence': () => ({ loss: start().dataSync()[0] }),
        gradient() {
          const [loss, gradient] = start();
          return { loss: loss.dataSync()[0], values: gradient.dataSync() };
        },
        'log-softmax': () => ({ values: start().dataSync() }),
        softmax: () => ({ values: start().dataSync() }),
      }[operation];
      const run = {
        gradient: async () => {
          const [loss, gradient] = start();
          await gradient.blockUntilReady();
          gradient.dispose();
          return loss.dataSync()[0];
        },
        'log-softmax': async () => (await start().blockUntilReady()).dispose(),
        softmax: async () => (await start().blockUntilReady()).dispose(),
      }[operation];
      return {
        entries: { 'jax-js': { run: run ?? (() => answer().loss), answer } },
        release() {
          for (const input of inputs) input.dispose();
          compute.dispose();
        },
      };
    },
  };
}

function formulations(np, rows, classes) {
  const row = { keepdims: true };
  const loss = (lse, x, y) =>
    lse
      .mean()
      .sub(
        np
          .takeAlongAxis(x.ref, y, 1)
          .mean()
          .mul(1 - alpha),
      )
      .sub(x.mean().mul(alpha));
  return {
    'cross-entropy'(x, y) {
      const z = x.ref.sub(x.max(1, row));
      return loss(np.log(np.exp(z.ref).sum(1)), z, y);
    },
    gradient(x, y) {
      const max = x.ref.max(1, row);
      const e = np.exp(x.ref.sub(max.ref));
      const sum = e.ref.sum(1, row);
      const isHit = np.arange(classes).reshape([1, classes]).equal(y.ref);
      const rest = alpha / classes / rows;
      const q = np.where(isHit, (1 - alpha) / rows + rest, rest);
      const gradient = e.mul(np.reciprocal(sum.ref.mul(rows))).sub(q);
      return [loss(np.log(sum).add(max), x, y), gradient];
    },
    'kl-divergence'(logProbs, target) {
      const difference = np.log(target.ref).sub(logProbs);
      // Row by row: one float32 sum over everything is no faster and loses two digits.
      return target.ref
        .mul(np.where(np.greater(target, 0), difference, 0))
        .sum(1)
        .sum();
    },
    'log-softmax'(x) {
      const z = x.ref.sub(x.max(1, row));
      return z.ref.sub(np.log(np.exp(z).sum(1, row)));
    },
    softmax(x) {
      const e = np.exp(x.ref.sub(x.max(1, row)));
      return e.ref.mul(np.reciprocal(e.sum(1, row)));
    },
  };
}
