#include "row_group.h"

#include <limits>

#include "simd/math.h"

namespace label_smoothing::internal {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

void load_columns(const RowGroup<const float>& group, std::size_t classes, Vec column[]) {
  const auto load_block = [&](std::size_t j) {
    for (std::size_t i = 0; i < kLanes; ++i) column[j + i] = load(group.row[i] + j);
    transpose(column + j);
  };
  std::size_t j = 0;
  for (; j + kLanes <= classes; j += kLanes) load_block(j);
  if (j == classes) return;
  if (classes >= kLanes) {
    load_block(classes - kLanes);  // some columns a second time, with the same result
    return;
  }
  for (; j < classes; ++j) {
    float lane[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) lane[i] = group.row[i][j];
    column[j] = load(lane);
  }
}

void store_columns(const RowGroup<float>& group, std::size_t classes, const Vec column[]) {
  const auto store_block = [&](std::size_t j, const Vec* from) {
    Vec block[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) block[i] = from[i];
    transpose(block);
    for (std::size_t i = 0; i < group.size; ++i) store(group.row[i] + j, block[i]);
  };
  std::size_t j = 0;
  for (; j + kLanes <= classes; j += kLanes) store_block(j, column + j);
  if (j == classes) return;
  if (classes >= kLanes) {
    store_block(classes - kLanes, column + classes - kLanes);
    return;
  }
  for (; j < classes; ++j) {
    float lane[kLanes];
    store(lane, column[j]);
    for (std::size_t i = 0; i < group.size; ++i) group.row[i][j] = lane[i];
  }
}

namespace {

template <bool kKeepShifted>
GroupStatistics replace_by_exp(Vec column[], std::size_t classes, Vec shifted_out[]) {
  const Vec one = splat(1.0F);
  const Vec zero = splat(0.0F);
  // Not -infinity, so that (-infinity) - max stays -infinity.
  Vec max = splat(std::numeric_limits<float>::lowest());
  for (std::size_t j = 0; j < classes; ++j) max = max_or_first(max, column[j]);

  GroupStatistics group{max, zero, zero, zero, no_lanes()};
  for (std::size_t j = 0; j < classes; ++j) {
    const Vec shifted = sub(column[j], max);
    column[j] = exp_nonpositive(shifted);
    group.sum_exp = add(group.sum_exp, column[j]);
    group.sum_shifted = add(group.sum_shifted, shifted);
    if constexpr (kKeepShifted) shifted_out[j] = shifted;
  }
  group.undefined = either(is_nan(group.sum_shifted), less(group.sum_exp, one));
  group.log_sum_exp = log_of_normal(group.sum_exp);
  const Mask near_one = less(group.sum_exp, splat(1.5F));
  if (!any(near_one)) return group;
  // Where one class has nearly all the probability, rounding has taken digits from the distance of
  // the sum from 1: the terms that are 1, the greatest among them, are counted apart.
  const Vec floor = exp_floor();
  Vec small = zero;
  Vec ones = zero;
  for (std::size_t j = 0; j < classes; ++j) {
    const Mask is_one = equal(column[j], one);
    small = add(small, zero_at_floor(zero_if(is_one, column[j]), floor));
    ones = add(ones, keep_if(is_one, one));
  }
  const Vec excess = add(sub(ones, one), small);
  group.sum_exp = select(near_one, add(one, excess), group.sum_exp);
  group.log_sum_exp = select(near_one, log1p(excess), group.log_sum_exp);
  return group;
}

}  // namespace

GroupStatistics exp_columns(Vec column[], std::size_t classes) {
  return replace_by_exp<false>(column, classes, nullptr);
}

GroupStatistics exp_columns(Vec column[], std::size_t classes, Vec shifted[]) {
  return replace_by_exp<true>(column, classes, shifted);
}

}  // namespace label_smoothing::internal
