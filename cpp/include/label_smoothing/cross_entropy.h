#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/reduction.h"
#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// What `Reduction::mean` gives if no row counts.
enum class AllIgnored : std::int32_t { nan, zero, fail };

/// Options of the cross-entropy functions. The defaults are PyTorch's.
struct CrossEntropyOptions {
  Smoothing smoothing{};
  Reduction reduction = Reduction::mean;
  /// Rows with this target do not count. It need not be a class. Unused with probability targets.
  std::int32_t ignore_index = -100;
  /// K weights >= 0, or empty for 1. They multiply each class's term q[i] * log p[i].
  Span<const float> class_weights{};
  /// z >= 0 adds z * logsumexp(x)^2 to every row that counts. Class weights never touch this term:
  /// `mean` divides its sum by the number of rows that count.
  double z_loss = 0.0;
  AllIgnored all_ignored = AllIgnored::nan;
  /// N weights >= 0 of the rows' losses and gradients, or empty for 1. A row of weight 0 does not
  /// count.
  Span<const float> sample_weights{};
  /// T in [1e-30, 1e30] divides the logits. The gradient is with respect to the undivided logits.
  double temperature = 1.0;
};

/// Cross-entropy between the smoothed target q of each row and p = softmax(logits / T).
///
/// With class weights w and sample weights s a row's loss is -s sum q[i] w[i] log p[i]; it is
/// computed from x - max x, without ever storing q. A row does not count (loss 0, gradient 0,
/// whatever its logits hold) if its target is `ignore_index` or the padding index, or s is 0. q[i]
/// = 0 contributes 0 even if p[i] = 0; q[i] > 0 with p[i] = 0 gives +infinity; NaN in a row that
/// counts propagates.
///
/// logits: N x K. targets: N class indices.
/// loss.elements: N, with `Reduction::none`. `sum` adds the rows; `mean` divides by the sum of s
/// w[y] over the rows that count; `batchmean` divides by N. N = 0: sum 0, mean and batchmean NaN.
/// Errors: wrong_length, label_smoothing_out_of_range, too_few_classes, padding_index_out_of_range,
/// invalid_prior, invalid_class_weights, invalid_sample_weights, invalid_z_loss,
/// invalid_temperature, target_out_of_range, all_ignored.
/// Accuracy: relative error of a row <= 2e-6 against double precision. Losses below 1e-12, which
/// only confident rows with a hard target have, depend on the rounded distance to the runner-up's
/// logit: <= 6e-6; those below 1e-37 may be 0.
Status cross_entropy(MatrixView<const float> logits, Span<const std::int32_t> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss);

/// `cross_entropy`, and the gradient of its result with respect to the logits.
///
/// A row's gradient is s / T ((sum qw + 2 z lse) p - qw), divided as the reduction divides the
/// loss; with `Reduction::none` it is the gradient of the sum.
/// gradient: N x K; it may be the same memory as `logits`.
Status cross_entropy_and_gradient(MatrixView<const float> logits, Span<const std::int32_t> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient);

/// `cross_entropy` with target probabilities t instead of indices, as PyTorch smooths them:
/// uniform q = (1 - alpha) t + alpha / K; others q = (1 - alpha) t + alpha / (K - 1) (1 - t);
/// padded the same with K - 2 and the padding column 0; prior q = (1 - alpha) t + alpha * prior.
///
/// targets: N x K, finite and >= 0; rows need not sum to 1. A row whose only mass is on the padding
/// index does not count. `mean` divides by the sum of s over the rows that count.
/// Errors: as above with target_not_a_probability in place of target_out_of_range.
Status cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss);

/// `cross_entropy` with target probabilities, and its gradient with respect to the logits.
Status cross_entropy_and_gradient(MatrixView<const float> logits, MatrixView<const float> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient);

/// For a call in parts: checks the options and some of the targets, as cross_entropy would, and
/// adds to the totals of `parts`. The parts of cross_entropy itself then check no target again.
Status cross_entropy_totals(Span<const std::int32_t> targets, std::size_t classes,
                            const CrossEntropyOptions& options, LossParts& parts);
Status cross_entropy_totals(MatrixView<const float> targets, const CrossEntropyOptions& options,
                            LossParts& parts);

}  // namespace label_smoothing
