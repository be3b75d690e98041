/** The Embind functions that every module has: cpp/bindings/common.cpp. */
export interface RawHeap {
  _variant(): number;
  _statusName(status: number): number;
  _allocate(bytes: number): number;
  _release(address: number): void;
}

/** The Embind functions of cpp/bindings/kernels.cpp. Addresses are byte offsets; 0 stands for "not given". */
export interface RawModule extends RawHeap {
  _smoothTargets(
    targets: number,
    rows: number,
    classes: number,
    alpha: number,
    convention: number,
    paddingIndex: number,
    prior: number,
    out: number,
  ): number;
  _softmax(logits: number, rows: number, classes: number, out: number): number;
  _logSoftmax(logits: number, rows: number, classes: number, out: number): number;
  /**
   * `call` is the address of float64 arguments: logits, targets, probabilityTargets, rows, classes, alpha, convention,
   * paddingIndex, prior, ignoreIndex, classWeights, zLoss, reduction, allIgnored, reduced, elements, gradient.
   */
  _crossEntropy(call: number): number;
  /**
   * `call` is the address of float64 arguments: logProbs, target, rows, classes, reduction, logTarget, reduced,
   * elements, gradient.
   */
  _klDiv(call: number): number;
  _entropy(probs: number, rows: number, classes: number, reduction: number, reduced: number, elements: number): number;
  _calibration(
    probs: number,
    targets: number,
    rows: number,
    classes: number,
    binning: number,
    binCount: number,
    scratch: number,
    result: number,
  ): number;
  _fitTemperature(
    logits: number,
    targets: number,
    rows: number,
    classes: number,
    ignoreIndex: number,
    result: number,
  ): number;
}
