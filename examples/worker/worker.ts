import { load } from 'label-smoothing';

export interface Question {
  logits: Float32Array;
  targets: Int32Array;
  classes: number;
}

export type Answer = { loss: number } | { error: string };

addEventListener('message', async ({ data }: MessageEvent<Question>) => {
  let answer: Answer;
  try {
    const ls = await load();
    const { logits, targets, classes } = data;
    answer = { loss: ls.crossEntropy(logits, targets, { classes, labelSmoothing: 0.1 }) };
  } catch (error) {
    answer = { error: String(error) };
  }
  postMessage(answer);
});
