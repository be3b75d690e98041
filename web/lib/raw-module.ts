/**
 * The functions that every module has: cpp/bindings/common.cpp. WebAssembly is called directly and checks nothing:
 * integers wrap, a missing argument is 0.
 */
export interface RawHeap {
  _variant(): number;
  _statusName(status: number): number;
  _allocate(bytes: number): number;
  _release(address: number): void;
}

/** The functions of cpp/bindings/kernels.cpp. Addresses are byte offsets; 0 stands for "not given". */
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
  _crossEntropy(
    logits: number,
    targets: number,
    probabilityTargets: number,
    rows: number,
    classes: number,
    alpha: number,
    convention: number,
    paddingIndex: number,
    prior: number,
    ignoreIndex: number,
    classWeights: number,
    zLoss: number,
    reduction: number,
    allIgnored: number,
    reduced: number,
    elements: number,
    gradient: number,
  ): number;
  _klDiv(
    logProbs: number,
    target: number,
    rows: number,
    classes: number,
    reduction: number,
    logTarget: number,
    reduced: number,
    elements: number,
    gradient: number,
  ): number;
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
