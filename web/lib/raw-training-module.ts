import type { RawHeap } from './raw-module.js';

/** The functions of cpp/bindings/training.cpp. Addresses are byte offsets; 0 stands for "not given". */
export interface RawTrainingModule extends RawHeap {
  _mlpBytes(inputs: number, hidden: number, layers: number, classes: number): number;
  _createMlp(
    address: number,
    inputs: number,
    hidden: number,
    layers: number,
    classes: number,
    optimizer: number,
    learningRate: number,
    momentum: number,
    weightDecay: number,
    alpha: number,
    convention: number,
    paddingIndex: number,
    prior: number,
    seed: number,
  ): number;
  _resetMlp(address: number): void;
  _parameterCount(address: number): number;
  _getParameters(address: number, out: number): number;
  _setParameters(address: number, values: number): number;
  _stepScratchBytes(address: number, rows: number): number;
  _evaluationScratchBytes(address: number): number;
  _step(address: number, features: number, targets: number, rows: number, scratch: number, loss: number): number;
  _distill(
    address: number,
    features: number,
    probabilities: number,
    temperature: number,
    labels: number,
    labelWeight: number,
    rows: number,
    scratch: number,
    loss: number,
  ): number;
  _logits(address: number, features: number, rows: number, scratch: number, out: number): number;
  _probabilities(
    address: number,
    features: number,
    rows: number,
    temperature: number,
    scratch: number,
    out: number,
  ): number;
  _penultimate(address: number, features: number, rows: number, scratch: number, out: number): number;
  _dataset(
    kind: number,
    classes: number,
    dimensions: number,
    spread: number,
    noise: number,
    seed: number,
    size: number,
    features: number,
    targets: number,
    cleanTargets: number,
    testSize: number,
    testFeatures: number,
    testTargets: number,
  ): number;
  _permutation(seed: number, count: number, out: number): void;
}
