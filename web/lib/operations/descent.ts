import {
  checkClasses,
  checkCount,
  checkIndex,
  checkLength,
  checkNumber,
  checkSmoothing,
  NO_PADDING,
  ONE_PER_CLASS,
} from '../check.js';
import { OPTIONS } from '../options.js';
import type { DescentOptions, Numbers } from '../types.js';
import { DescendCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { copyOptional } from './rows.js';

export function descend(core: Core, logits: Numbers, target: number, options: DescentOptions): Float64Array {
  const table = OPTIONS.descend;
  const given = core.numbers(logits, 'logits');
  const classes = checkClasses(table, options);
  const smoothing = checkSmoothing(table, options, options.labelSmoothing, classes, core);
  const { prior } = smoothing;
  const learningRate = checkNumber(options.learningRate ?? 0.5, 'learningRate');
  const steps = checkCount(options.steps ?? 1, 'steps', 0);
  const y = checkIndex(target, 'target', NO_PADDING);
  checkLength(given, 'logits', classes, ONE_PER_CLASS);
  checkLength(prior, 'prior', classes, ONE_PER_CLASS);
  core.heap.begin();
  const at = core.heap.copyDoubles(given, 'logits');
  const call = core.write(DescendCall, {
    ...smoothing,
    prior: copyOptional(core, prior, 'prior'),
    learningRate,
    classes,
    logits: at,
    target: y,
    steps,
  });
  core.expectOk(core.raw.descend(call), {
    ...smoothing,
    classes,
    targets: [y],
    targetsName: 'target',
    learningRate,
    logits: given,
  });
  return core.heap.readDoubles(at, classes);
}
