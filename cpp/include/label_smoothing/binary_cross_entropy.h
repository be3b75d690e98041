#pragma once

#include "label_smoothing/reduction.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct BinaryCrossEntropyOptions {
  /// alpha in [0, 1]: a label y becomes y (1 - alpha) + alpha / 2, as in Keras.
  double label_smoothing = 0.0;
  /// Weight >= 0 of the positive term: one number, K of them, or none for 1.
  Span<const float> pos_weight{};
  /// `mean` divides by N * K as PyTorch does, `batchmean` by N.
  Reduction reduction = Reduction::mean;
};

/// Binary cross-entropy of N x K independent labels, with logits:
///
///   y' w softplus(-x) + (1 - y') softplus(x),  y' = y (1 - alpha) + alpha / 2
///
/// PyTorch's binary_cross_entropy_with_logits. A term of factor 0 contributes 0 even where its
/// softplus is infinite; NaN of x propagates; nothing overflows.
///
/// logits, targets: N x K, labels in [0, 1]. loss.elements: N * K with `Reduction::none`, N sums
/// with `Reduction::row`. N = 0: sum 0, mean and batchmean NaN.
/// Errors: wrong_length, label_smoothing_out_of_range, invalid_pos_weight,
/// target_not_a_probability. Accuracy: relative error of an element <= 1e-6, absolute 2e-38.
Status binary_cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                            const BinaryCrossEntropyOptions& options, const LossOutput& loss);

/// `binary_cross_entropy`, and the gradient of its result with respect to the logits:
/// (1 - y') sigmoid(x) - y' w sigmoid(-x), divided as the reduction divides the loss; with
/// `Reduction::none` and `row` that of the sum. gradient: N x K; it may be the memory of `logits`.
Status binary_cross_entropy_and_gradient(MatrixView<const float> logits,
                                         MatrixView<const float> targets,
                                         const BinaryCrossEntropyOptions& options,
                                         const LossOutput& loss, MatrixView<float> gradient);

}  // namespace label_smoothing
