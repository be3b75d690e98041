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

/// Sums over the rows that count.
struct LossTotals {
  double rows = 0.0;
  /// What `mean` divides by.
  double weight = 0.0;
  double sample_weight = 0.0;
};

/// What a loss carries from part to part where rows are computed in parts, which results do not
/// show: they have the same bits as those of one call.
struct LossParts {
  /// N, of all parts.
  double all_rows = 0.0;
  /// Of all parts; cross-entropy needs them, from cross_entropy_totals.
  LossTotals totals{};
  /// Sums so far, in each lane and beside the lanes.
  double sums[9] = {};
};

/// Receives a loss: `elements` with `Reduction::none` and `row`, otherwise `reduced`.
struct LossOutput {
  /// One number, accumulated in double precision.
  double* reduced = nullptr;
  /// The unreduced loss. Each function states its length.
  Span<float> elements{};
  /// Of a call that computes some of the rows; null if it computes all. Of rows below 1024 classes
  /// every part but the last has a multiple of 128. `reduced` is right after the last part.
  LossParts* parts = nullptr;
};

}  // namespace label_smoothing
