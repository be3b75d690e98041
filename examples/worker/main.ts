import type { Answer, Question } from './worker.ts';

const output = document.querySelector('output') as HTMLOutputElement;

const classes = 1000;
const logits = Float32Array.from({ length: 1024 * classes }, (_, i) => i % 7);
const targets = Int32Array.from({ length: 1024 }, (_, row) => row % classes);
const question: Question = { logits, targets, classes };

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
  output.value = 'loss' in data ? data.loss.toFixed(6) : data.error;
});
// Transferred, not copied.
worker.postMessage(question, [logits.buffer, targets.buffer]);
