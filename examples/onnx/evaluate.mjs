// Loss, calibration and temperature of the logits that onnxruntime-web computes, taken as they come.
import { readFile } from 'node:fs/promises';
import { load } from 'label-smoothing';
import digits from 'label-smoothing/data/digits';
import * as ort from 'onnxruntime-web';

const { test, classes, width, height } = await digits();
const rows = test.targets.length;
const model = await readFile(new URL('digits.onnx', import.meta.url));
const session = await ort.InferenceSession.create(model);
const pixels = new ort.Tensor('float32', test.features, [rows, width * height]);
const { logits } = await session.run({ pixels });
// Class indices of ONNX are int64.
const labels = new ort.Tensor('int64', BigInt64Array.from(test.targets, BigInt), [rows]);

const ls = await load();
const loss = (labelSmoothing) => ls.crossEntropy(logits.data, labels.data, { classes, labelSmoothing });
console.log(`${rows} pictures, loss ${loss(0).toFixed(3)}, with α = 0.1 ${loss(0.1).toFixed(3)}`);

const { accuracy, confidence, ece } = ls.calibration(logits.data, labels.data, { classes, logits: true });
console.log(`accuracy ${accuracy.toFixed(3)}, confidence ${confidence.toFixed(3)}, ECE ${ece.toFixed(3)}`);

// The temperature is fitted on the first half and measured on the second.
const half = Math.floor(rows / 2);
const { temperature } = ls.fitTemperature(logits.data.subarray(0, half * classes), labels.data.subarray(0, half), {
  classes,
});
const scaled = ls.softmax(logits.data.subarray(half * classes), { classes, temperature });
const after = ls.calibration(scaled, labels.data.subarray(half), { classes });
console.log(`temperature ${temperature.toFixed(2)}, ECE of the second half ${after.ece.toFixed(3)}`);
