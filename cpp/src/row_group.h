#pragma once

#include <cstddef>

#include "simd/vec.h"

/// Short rows, kLanes of them at a time: lane r of every vector belongs to row r, so that a row of
/// 10 classes wastes no lane, needs no sum across lanes, and its logarithm is one of kLanes. Rows
/// are computed lane by lane, so a row does not depend on its neighbors.
namespace label_smoothing::internal {

/// The longest rows that are worth transposing; a group then takes up to 2 KiB of stack.
inline constexpr std::size_t kMaxGroupClasses = 64;

/// The rows first ... first + kLanes - 1 of a matrix; behind the last row the last is repeated.
template <class Float>
struct RowGroup {
  Float* row[simd::kLanes];
  /// How many of them exist.
  std::size_t size;

  RowGroup(Float* data, std::size_t rows, std::size_t cols, std::size_t first) {
    size = rows - first < simd::kLanes ? rows - first : simd::kLanes;
    for (std::size_t i = 0; i < simd::kLanes; ++i) {
      row[i] = data + (first + (i < size ? i : size - 1)) * cols;
    }
  }
};

/// column[j] = element j of every row.
void load_columns(const RowGroup<const float>& group, std::size_t classes, simd::Vec column[]);

/// The opposite of `load_columns`.
void store_columns(const RowGroup<float>& group, std::size_t classes, const simd::Vec column[]);

/// Element index[i] of row i.
inline simd::Vec gather(const RowGroup<const float>& group, const std::size_t index[simd::kLanes]) {
  float lane[simd::kLanes];
  for (std::size_t i = 0; i < simd::kLanes; ++i) lane[i] = group.row[i][index[i]];
  return simd::load(lane);
}

struct GroupStatistics {
  simd::Vec max;
  /// Sum of exp(x - max), and its logarithm with all its digits where it is nearly 0 too.
  simd::Vec sum_exp;
  simd::Vec log_sum_exp;
  /// Sum of x - max.
  simd::Vec sum_shifted;
  /// Rows without a softmax: NaN, +infinity, or nothing but -infinity.
  simd::Mask undefined;
};

/// Replaces the logits in `column` by exp(x - max), not below simd::exp_floor().
GroupStatistics exp_columns(simd::Vec column[], std::size_t classes);
/// Writes x - max to `shifted` as well.
GroupStatistics exp_columns(simd::Vec column[], std::size_t classes, simd::Vec shifted[]);

}  // namespace label_smoothing::internal
