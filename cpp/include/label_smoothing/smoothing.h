#pragma once

#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// How alpha, taken from the target class y, is shared among the K classes.
enum class Convention : std::int32_t {
  /// q[y] = 1 - alpha + alpha / K, q[i] = alpha / K. Szegedy et al. 2016; PyTorch, Keras, optax. K
  /// >= 1.
  uniform,
  /// q[y] = 1 - alpha, q[i] = alpha / (K - 1). tensor2tensor, fairseq, Megatron. K >= 2.
  others,
  /// q[y] = 1 - alpha, q[padding] = 0, q[i] = alpha / (K - 2); a row whose target is the padding
  /// class is all 0. The Annotated Transformer, JoeyNMT. K >= 3, `padding_index` required.
  padded,
  /// q[y] = 1 - alpha + alpha * prior[y], q[i] = alpha * prior[i]. Szegedy et al. 2016 with a
  /// general u(k). K >= 1, `prior` required.
  prior,
};

/// No padding class.
inline constexpr std::int32_t kNoPadding = -1;

/// How a class index becomes a smoothed target.
struct Smoothing {
  /// alpha, in [0, 1]; 0 gives one-hot targets.
  double label_smoothing = 0.0;
  Convention convention = Convention::uniform;
  /// The padding class, in [0, K), or kNoPadding. With `padded` its column is 0. With every
  /// convention, a row with this target does not count in a loss.
  std::int32_t padding_index = kNoPadding;
  /// K probabilities for `Convention::prior`; ignored otherwise.
  Span<const float> prior{};
};

/// Writes the smoothed target distributions.
///
/// targets: N class indices in [0, K).
/// out: N x K; each row sums to 1, or to 0 where `padded` meets a padding target.
/// Errors: wrong_length, label_smoothing_out_of_range, too_few_classes, padding_index_out_of_range,
/// invalid_prior, target_out_of_range.
/// Accuracy: each value is the double result rounded to float.
Status smooth_targets(Span<const std::int32_t> targets, const Smoothing& smoothing,
                      MatrixView<float> out);

}  // namespace label_smoothing
