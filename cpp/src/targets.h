#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/cross_entropy.h"
#include "simd/vec.h"
#include "weighted_target.h"

/// The targets of a call of cross-entropy: which rows count, and for what.
namespace label_smoothing::internal {

/// kLanes rows from `first` on, a row in each lane.
struct Group {
  std::size_t first;
  /// Rows that exist and count.
  simd::Mask counts;
  /// The sample weight of each row.
  simd::Vec weight;
  /// Target classes, if there are such; 0 where a row does not count.
  simd::IntVec target;
};

/// Class indices or, if `are_probabilities`, K probabilities a row.
struct Targets {
  const CrossEntropyOptions& options;
  std::size_t classes;
  bool are_probabilities;
  Span<const std::int32_t> indices;
  MatrixView<const float> probabilities;

  /// Looks at options and every target, before anything is written, and adds to the totals.
  Status check(LossTotals& totals) const;

  /// The target of row r is neither ignored nor padding, and its weight is not 0.
  bool counts(std::size_t r) const;

  double sample_weight(std::size_t r) const {
    return options.sample_weights.empty() ? 1.0 : static_cast<double>(options.sample_weights[r]);
  }

  RowTarget of_row(std::size_t r) const {
    if (are_probabilities) return {kNoPadding, probabilities.row(r).data};
    return {indices[r], nullptr};
  }

  Group of_group(std::size_t first, std::size_t rows) const;

  /// Class indices without class weights, smoothed by this convention.
  bool are_unweighted(Convention convention) const {
    return !are_probabilities && options.class_weights.empty() &&
           options.smoothing.convention == convention;
  }
};

}  // namespace label_smoothing::internal
