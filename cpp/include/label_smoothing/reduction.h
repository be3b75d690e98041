#pragma once

#include <cstdint>

#include "label_smoothing/views.h"

namespace label_smoothing {

/// How the elements of a loss become one number. The words are PyTorch's.
enum class Reduction : std::int32_t {
  none,
  sum,
  mean,
  batchmean,
  /// The sum of each row: N values, where `none` may have more.
  row,
};

/// Receives a loss: `elements` with `Reduction::none` and `row`, otherwise `reduced`.
struct LossOutput {
  /// One number, accumulated in double precision.
  double* reduced = nullptr;
  /// The unreduced loss. Each function states its length.
  Span<float> elements{};
};

}  // namespace label_smoothing
