#pragma once

#include "label_smoothing/reduction.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct KlDivergenceOptions {
  /// `batchmean` divides by N (the divergence per row), `mean` by N * K as PyTorch does.
  Reduction reduction = Reduction::batchmean;
  /// The target holds log-probabilities; -infinity is probability 0.
  bool log_target = false;
};

/// Kullback-Leibler divergence of the prediction from the target: elements t * (log t - log_probs).
///
/// log_probs: N x K predicted log-probabilities <= 0 (a rounding excess of 1e-4 is accepted).
/// target: N x K probabilities >= 0 (or their logs); rows need not sum to 1. t = 0 contributes 0
/// even where log_probs is -infinity; t > 0 there gives +infinity; NaN of log_probs propagates.
/// loss.elements: N * K with `Reduction::none`, N with `row`. N = 0: sum 0, mean and batchmean NaN.
/// Errors: wrong_length, target_not_a_probability (a target that is negative, infinite or NaN; for
/// `log_target` one that is +infinity or NaN; an element of log_probs above 1e-4).
/// Accuracy: absolute error <= 4e-7 * (sum |t log t| + sum |t log_probs|) before the division, and
/// 2e-37 for each t < 2^-126.
Status kl_div(MatrixView<const float> log_probs, MatrixView<const float> target,
              const KlDivergenceOptions& options, const LossOutput& loss);

/// `kl_div`, and the gradient of its result with respect to `log_probs`: -t, divided as the
/// reduction divides the loss. gradient: N x K; it may be the same memory as `log_probs`.
Status kl_div_and_gradient(MatrixView<const float> log_probs, MatrixView<const float> target,
                           const KlDivergenceOptions& options, const LossOutput& loss,
                           MatrixView<float> gradient);

}  // namespace label_smoothing
