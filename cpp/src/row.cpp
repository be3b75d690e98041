#include "row.h"

#include <algorithm>
#include <limits>

#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What is collected in a pass over a row.
struct Sums {
  /// exp(x - max) and x - max.
  ExpSums exp;
  DoubleVec shifted;
  /// The greatest elements of the next row.
  Vec next_max;
};

/// Sums over the whole vectors of a row, one at least; writes the exponentials to `exps` when
/// keeping them, and finds the maximum of as many elements at `next`. (One vector and one
/// accumulator per iteration: with more, engines run out of registers.)
template <bool kShifted, bool kKeep>
LABEL_SMOOTHING_NOINLINE Sums sums_of_vectors(const Row& row, float* exps, const float* next) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers(row.constants);
  const Vec max = splat(row.max);
  const float* x = row.x;
  const std::size_t count = row.count - row.count % kLanes;
  // Stores of another width would defeat store forwarding: so these are not in the result.
  ExpSums exp_sums;
  DoubleVec shifted_sums = zero_double();
  Vec next_max = splat(-kInfinity);
  std::size_t i = 0;
  do {
    Vec exp_sum = splat(0.0F);
    Vec shifted_sum = splat(0.0F);
    for (const std::size_t end = std::min(i + kRun, count); i < end; i += kLanes) {
      next_max = max_or_first(next_max, load(next + i));
      const Vec shifted = sub(load(x + i), max);
      if constexpr (kShifted) shifted_sum = add(shifted_sum, shifted);
      const Vec exp = exp_of(shifted);
      if constexpr (kKeep) store(exps + i, exp);
      exp_sum = add(exp_sum, exp);
    }
    exp_sums.add_run(exp_sum);
    if constexpr (kShifted) shifted_sums = add_to_double(shifted_sums, shifted_sum);
  } while (i < count);
  return {exp_sums, shifted_sums, next_max};
}

/// Sums of exponentials over whole vectors, one at least, while another row is written.
LABEL_SMOOTHING_NOINLINE Sums sums_and_shift_vectors(const Row& row, const Shift& given,
                                                     const float* next) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers(row.constants);
  const Vec max = splat(row.max);
  const float* x = row.x;
  const std::size_t count = row.count - row.count % kLanes;
  const Shift shift = given;  // which no store can change
  ExpSums exp_sums;
  Vec next_max = splat(-kInfinity);
  std::size_t i = 0;
  do {
    Vec exp_sum = splat(0.0F);
    for (const std::size_t end = std::min(i + kRun, count); i < end; i += kLanes) {
      store(shift.out + i, shift.of(load(shift.x + i)));
      next_max = max_or_first(next_max, load(next + i));
      exp_sum = add(exp_sum, exp_of(sub(load(x + i), max)));
    }
    exp_sums.add_run(exp_sum);
  } while (i < count);
  return {exp_sums, zero_double(), next_max};
}

/// Adds the elements behind the whole vectors, from a vector that reaches back to those before:
/// after these, whose exponentials may have taken their place.
LABEL_SMOOTHING_NOINLINE void add_last(const Row& row, Sums& sums, float* exps, const float* next) {
  const std::size_t few = row.count % kLanes;
  if (few == 0) return;
  const std::size_t first = row.count - kLanes;
  const Mask is_last = lanes_from(kLanes - few);
  const Vec shifted = sub(load(row.x + first), splat(row.max));
  const Vec exp = exp_nonpositive(shifted, row.constants);
  if (exps != nullptr) store(exps + first, select(is_last, exp, load(exps + first)));
  sums.exp.add_run(keep_if(is_last, exp));
  sums.shifted = add_to_double(sums.shifted, keep_if(is_last, shifted));
  sums.next_max = max_or_first(sums.next_max, load(next + first));
}

/// out[i] = map(x[i]) for `count` >= kLanes elements.
template <class Map>
inline void map_row(const float* x, std::size_t count, float* out, Map map) {
  constexpr std::size_t kStep = 2 * kLanes;
  // The last vector reaches back to elements that `out` may have overwritten by then.
  const Vec last = map(load(x + count - kLanes));
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    store(out + i, map(load(x + i)));
    store(out + i + kLanes, map(load(x + i + kLanes)));
  }
  if (i + kLanes <= count) store(out + i, map(load(x + i)));
  store(out + count - kLanes, last);
}

/// The exponentials of a row, which are made where `stored` is null.
struct Exponentials {
  const Row& row;
  const float* stored;

  Vec from(std::size_t i) const {
    const std::size_t left = row.count - i;
    if (stored != nullptr) return load_up_to(stored + i, left, 0.0F);
    const Vec x = load_up_to(row.x + i, left, -kInfinity);
    return exp_nonpositive(sub(x, splat(row.max)), row.constants);
  }
  /// The lanes of the elements from i on whose exponential is 1.
  Mask ones(std::size_t i) const {
    return stored != nullptr ? equal(load(stored + i), splat(1.0F))
                             : equal(load(row.x + i), splat(row.max));
  }
};

/// Sum over the elements [first, end) in these lanes, without those that are 1.
LABEL_SMOOTHING_NOINLINE double sum_of_small(const Exponentials& exps, std::size_t first,
                                             std::size_t end, Mask lanes) {
  const Vec floor = exp_floor();
  DoubleVec sum = zero_double();
  for (std::size_t i = first; i < end; i += kLanes) {
    const Vec exp = exps.from(i);
    const Vec small = zero_if(equal(exp, splat(1.0F)), exp);
    sum = add_to_double(sum, keep_if(lanes, zero_at_floor(small, floor)));
  }
  return reduce_add(sum);
}

}  // namespace

float row_max(const float* x, std::size_t count) {
  // Four at a time, so that comparisons overlap.
  constexpr std::size_t kUnroll = 4;
  const Vec lowest = splat(-kInfinity);
  Vec max[kUnroll] = {lowest, lowest, lowest, lowest};
  std::size_t i = 0;
  for (; i + kUnroll * kLanes <= count; i += kUnroll * kLanes) {
    for (std::size_t u = 0; u < kUnroll; ++u) {
      max[u] = max_or_first(max[u], load(x + i + u * kLanes));
    }
  }
  for (; i + kLanes <= count; i += kLanes) max[0] = max_or_first(max[0], load(x + i));
  // Where there is room, the last vector reaches back to elements that were seen.
  if (i < count) {
    const Vec last = i == 0 ? load_first(x, count, -kInfinity) : load(x + count - kLanes);
    max[0] = max_or_first(max[0], last);
  }
  return reduce_max(max_or_first(max_or_first(max[0], max[1]), max_or_first(max[2], max[3])));
}

template <bool kSumBelow>
RowStatistics row_statistics(const Row& row, float* exps, NextRow& next) {
  const auto of_vectors = kSumBelow && exps == nullptr ? sums_of_vectors<true, false>
                                                       : sums_of_vectors<kSumBelow, true>;
  Sums sums = of_vectors(row, exps, next.x);
  add_last(row, sums, exps, next.x);
  next.max = reduce_max(sums.next_max);
  return {sums.exp.result(),
          -reduce_add(sums.shifted) * static_cast<double>(row.constants.inverse_temperature)};
}

template RowStatistics row_statistics<false>(const Row&, float*, NextRow&);
template RowStatistics row_statistics<true>(const Row&, float*, NextRow&);

ExpSum sum_and_shift(const Row& row, const Shift& shift, NextRow& next) {
  // The last vector reaches back to elements that `shift.out` may have overwritten by then.
  const Vec last = shift.of(load(shift.x + row.count - kLanes));
  Sums sums = sums_and_shift_vectors(row, shift, next.x);
  store(shift.out + row.count - kLanes, last);
  add_last(row, sums, nullptr, next.x);
  next.max = reduce_max(sums.next_max);
  return sums.exp.result();
}

double sum_less_one(const ExpSum& sum, const Row& row, const float* exps) {
  // From here on the distance from 1 has enough digits; below, there is one 1.
  constexpr double kFarFromOne = 1.5;
  if (!(sum.all < kFarFromOne)) return sum.all - 1.0;
  // The float that has taken the 1 is summed once more without it.
  const Exponentials all{row, exps};
  const std::size_t end = row.count - row.count % kLanes;
  std::size_t i = 0;
  Mask lanes = no_lanes();
  for (; i < end && !any(lanes); i += kLanes) lanes = all.ones(i);
  const std::size_t first = (i - 1) / kRun * kRun;
  const double small = sum.apart + sum_of_small(all, first, std::min(first + kRun, end), lanes);
  // Here floors may matter, which count as 0.
  constexpr double kTiny = 0x1p-80;
  return small > kTiny ? small : sum_of_small(all, 0, row.count, lanes_from(0));
}

void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out) {
  const Vec factor_vec = splat(factor);
  const Vec minus = splat(-offset);
  // Beside such an offset the floor is rounded away.
  if (offset > factor * 0x1p-100F) {
    map_row(exps, count, out, [&](Vec exp) { return mul_add(exp, factor_vec, minus); });
    return;
  }
  const Vec floor = exp_floor();
  map_row(exps, count, out,
          [&](Vec exp) { return mul_add(zero_at_floor(exp, floor), factor_vec, minus); });
}

void fill_row(float* out, std::size_t count, float value) {
  const Vec values = splat(value);
  if (count < kLanes) {
    store_first(out, count, values);
    return;
  }
  for (std::size_t i = 0; i + kLanes <= count; i += kLanes) store(out + i, values);
  store(out + count - kLanes, values);
}

void shift_row(const Shift& shift, std::size_t count) {
  map_row(shift.x, count, shift.out, [shift](Vec value) { return shift.of(value); });
}

}  // namespace label_smoothing::internal
