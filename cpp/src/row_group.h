#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "label_smoothing/views.h"
#include "simd/math.h"
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

  /// The same rows of a matrix of the same shape, whose first of them is at `data`.
  template <class Other>
  RowGroup(Float* data, const RowGroup<Other>& group) {
    size = group.size;
    for (std::size_t i = 0; i < simd::kLanes; ++i) row[i] = data + (group.row[i] - group.row[0]);
  }
};

/// Of fewer than kLanes classes.
void store_few_columns(const RowGroup<float>& group, std::size_t classes, const simd::Vec column[]);

/// column[j] = element j of every row. Answers the greatest element of each row, NaN aside.
simd::Vec load_columns(const RowGroup<const float>& group, std::size_t classes, simd::Vec column[]);

/// The opposite: element j of every row = column(j), which may be asked twice. What is computed
/// there, in registers, saves a pass before.
template <class Column>
void store_columns(const RowGroup<float>& group, std::size_t classes, Column column) {
  if (classes < simd::kLanes) {
    simd::Vec few[simd::kLanes] = {};
    for (std::size_t j = 0; j < classes; ++j) few[j] = column(j);
    store_few_columns(group, classes, few);
    return;
  }
  for (std::size_t j = 0;; j = std::min(j + simd::kLanes, classes - simd::kLanes)) {
    simd::Vec block[simd::kLanes];
    for (std::size_t i = 0; i < simd::kLanes; ++i) block[i] = column(j + i);
    simd::transpose(block);
    // Backwards, so that the last row's own lane is written last. (A loop over those that exist
    // would take the vectors from memory.)
    for (std::size_t i = simd::kLanes; i-- > 0;) simd::store(group.row[i] + j, block[i]);
    if (j + simd::kLanes == classes) return;
  }
}

/// The targets of a group's rows, class indices.
struct GroupTargets {
  /// The rows that exist and whose target is neither the ignore index nor the padding index.
  simd::Mask counts;
  /// Target classes, 0 where a row does not count.
  simd::IntVec index;
};

/// Of the kLanes rows from `first` on; rows that do not exist do not count.
inline GroupTargets targets_of(Span<const std::int32_t> targets, std::size_t first,
                               std::int32_t ignore_index, std::int32_t padding_index) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const std::int32_t* from = targets.data + first;
  const std::size_t left = targets.size - first;
  std::int32_t last[kLanes];
  if (left < kLanes) {
    for (std::size_t i = 0; i < kLanes; ++i) last[i] = i < left ? from[i] : ignore_index;
    from = last;
  }
  const IntVec target = load_int(from);
  const Mask ignored = equal_int(target, splat_int(ignore_index));
  const Mask padding = equal_int(target, splat_int(padding_index));
  const auto if_counts = [&](Vec a) { return zero_if(padding, zero_if(ignored, a)); };
  return {less(splat(0.0F), if_counts(splat(1.0F))), bits_of(if_counts(float_of_bits(target)))};
}

/// Element index[i] of row i.
inline simd::Vec gather(const RowGroup<const float>& group, simd::IntVec index) {
  std::int32_t column[simd::kLanes];
  simd::store_int(column, index);
  float lane[simd::kLanes];
  for (std::size_t i = 0; i < simd::kLanes; ++i) lane[i] = group.row[i][column[i]];
  return simd::load(lane);
}

/// Lane i of column[index[i]].
inline simd::Vec lanes_of(const simd::Vec column[], simd::IntVec index) {
  std::int32_t chosen[simd::kLanes];
  simd::store_int(chosen, index);
  float lane[simd::kLanes];
  for (std::size_t i = 0; i < simd::kLanes; ++i) {
    float all[simd::kLanes];
    simd::store(all, column[chosen[i]]);
    lane[i] = all[i];
  }
  return simd::load(lane);
}

/// Element index[i] of row i = lane i.
inline void scatter(const RowGroup<float>& group, simd::IntVec index, simd::Vec a) {
  std::int32_t column[simd::kLanes];
  simd::store_int(column, index);
  float lane[simd::kLanes];
  simd::store(lane, a);
  for (std::size_t i = 0; i < group.size; ++i) group.row[i][column[i]] = lane[i];
}

struct GroupStatistics {
  /// Sum of exp((x - max) / T), and its logarithm with all its digits where it is nearly 0 too.
  /// Both are NaN where the row has no softmax: NaN, +infinity, or nothing but -infinity in it.
  simd::Vec sum_exp;
  simd::Vec log_sum;
};

/// Replaces the logits in `column` by exp((x - max) / T), not below simd::exp_floor(), and tells
/// `visit(j, x - max)`.
template <class Visit>
GroupStatistics replace_by_exp(simd::Vec column[], std::size_t classes, simd::Vec max,
                               const simd::ExpConstants& constants, Visit visit) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const Vec one = splat(1.0F);
  const Vec zero = splat(0.0F);
  const ExpNonpositive exp_of = ExpNonpositive::in_registers(constants);
  // Where one class has nearly all the probability, the distance of the sum from 1 would lose its
  // digits: the greatest classes, whose exponentials are 1, are counted apart.
  IntVec ones = splat_int(0);
  Vec small = zero;
  for (std::size_t j = 0; j < classes; ++j) {
    const Vec shifted = sub(column[j], max);
    visit(j, shifted);
    const Vec exp = exp_of(shifted);
    column[j] = exp;
    // Compared and counted as integers: the units that add floats are the busiest ones.
    const Mask is_greatest = equal_int(bits_of(shifted), splat_int(0));
    ones = count_true(ones, is_greatest);
    small = add(small, zero_if(is_greatest, exp));
  }
  // Of such a sum the floor of exponentials may be part.
  const Mask tiny = less(small, splat(0x1p-96F));
  if (any(tiny)) {
    const Vec floor = exp_floor();
    Vec above_floor = zero;
    for (std::size_t j = 0; j < classes; ++j) {
      const Vec below_one = zero_if(equal(column[j], one), column[j]);
      above_floor = add(above_floor, zero_at_floor(below_one, floor));
    }
    small = select(tiny, above_floor, small);
  }
  const Vec sum_less_one = add(sub(to_float(ones), one), small);
  return {add(one, sum_less_one), log1p(sum_less_one)};
}

}  // namespace label_smoothing::internal
