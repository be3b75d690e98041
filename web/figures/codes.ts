/**
 * Code that recomputes every number of a figure's data table, with PyTorch and with this package. Both print the rows
 * of the table, without leading words.
 */

import { code as alphaSweep } from './alpha-sweep/code.js';
import type { Code } from './code.js';
import { code as conventions } from './conventions/code.js';
import { code as crossEntropy } from './cross-entropy/code.js';
import { code as decomposition } from './decomposition/code.js';
import { code as descent } from './descent/code.js';
import { code as distillation } from './distillation/code.js';
import { code as gradient } from './gradient/code.js';
import { code as heatmap } from './heatmap/code.js';
import { code as logitGap } from './logit-gap/code.js';
import { code as lossCurve } from './loss-curve/code.js';
import type { FigureName, Values } from './parameters.js';
import { code as steps } from './steps/code.js';
import { code as targets } from './targets/code.js';
import { code as temperature } from './temperature/code.js';
import { code as trace } from './trace/code.js';
import { code as training } from './training/code.js';

type Write = (values: Values) => Code | undefined;

/** Completes what calls the kernels; what trains networks is complete. */
const program =
  (write: (values: Values) => Code): Write =>
  (values) => {
    const { python, javascript } = write(values);
    return {
      python: `import torch\nimport torch.nn.functional as F\n\n${python}`,
      javascript: `import { load } from 'label-smoothing';\n\nconst ls = await load();\n${javascript}`,
    };
  };

const codes: Readonly<Record<FigureName, Write>> = {
  targets: program(targets),
  heatmap: program(heatmap),
  steps: program(steps),
  'loss-curve': program(lossCurve),
  'cross-entropy': program(crossEntropy),
  decomposition: program(decomposition),
  gradient: program(gradient),
  'logit-gap': program(logitGap),
  descent: program(descent),
  conventions: program(conventions),
  temperature: program(temperature),
  trace: program(trace),
  training,
  'alpha-sweep': alphaSweep,
  distillation,
  // Of the reader's own data.
  calibration: () => undefined,
  // What they show is no table of numbers to recompute.
  wall: () => undefined,
  draw: () => undefined,
};

/** Undefined if the figure uses the reader's own data, or shows pictures. */
export function codeFor(figure: FigureName, values: Values): Code | undefined {
  const code = codes[figure](values);
  return code && { python: `${code.python}\n`, javascript: `${code.javascript}\n` };
}
