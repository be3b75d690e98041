import { checkBoolean, checkClasses, checkInner, checkLength, checkRows, checkWord } from '../check.js';
import { OPTIONS } from '../options.js';
import type { KlDivOptions, Numbers, OutOption } from '../types.js';
import { KlDivCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { keepsElements, type LossResult, lossOfRows, type Operand } from './loss.js';

export function klDiv(
  core: Core,
  logProbs: Numbers,
  target: Numbers,
  options: KlDivOptions & OutOption,
  withGradient: boolean,
): LossResult {
  const table = withGradient ? OPTIONS.klDivAndGradient : OPTIONS.klDiv;
  const lp = core.numbers(logProbs, 'logProbs');
  const t = core.numbers(target, 'target');
  const classes = checkClasses(table, options);
  const { out, reduction = 'batchmean' } = options;
  const reductionNumber = checkWord(reduction, 'reduction', core.reductionsOfElements);
  const inner = checkInner(options);
  const logTarget = checkBoolean(options.logTarget ?? false, 'logTarget');
  if (out !== undefined && !withGradient && !keepsElements(reduction)) throw table.ineffective('out');
  const rows = checkRows(lp, 'logProbs', classes, inner);
  checkLength(t, 'target', rows * classes, 'as many as logProbs');
  const width = reduction === 'row' ? 1 : classes;
  const operands: Operand[] = [
    [lp, 'logProbs'],
    [t, 'target'],
  ];
  return lossOfRows(
    core,
    { operands, rows, classes, inner, width, reduction, reductionNumber, out },
    withGradient,
    ([logProbs, target], part) => {
      const call = core.write(KlDivCall, { ...part, classes, logProbs, target, logTarget: Number(logTarget) });
      core.expectOk(core.raw.klDiv(call), {
        classes,
        logProbs: lp,
        targets: t,
        targetsName: 'target',
        areLogs: logTarget,
      });
    },
  );
}
