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

/// Sums over whole vectors, one at least; writes the exponentials to `exps` when keeping them, and
/// measures as many elements at `next`. (One vector a turn and one float sum of each kind: with
/// more of them engines run out of registers, and a sum that goes through memory in every turn
/// costs 5 %. As much as the sum of x - max, where it is taken for nothing.)
template <bool kShifted, bool kKeep>
LABEL_SMOOTHING_NOINLINE Sums sums_of_vectors(const float* x, std::size_t count, float max,
                                              float* exps, const float* next) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  const Vec max_vec = splat(max);
  // Not in the result: its zeros would be written in other portions than they are read, for which
  // processors wait (a row of 100 classes takes a quarter longer).
  ExpSums exp_sums;
  DoubleVec shifted_sums = zero_double();
  Vec next_max = splat(-kInfinity);
  std::size_t i = 0;
  do {
    Vec exp_sum = splat(0.0F);
    Vec shifted_sum = splat(0.0F);
    for (const std::size_t end = std::min(i + kRun, count); i < end; i += kLanes) {
      next_max = max_or_first(next_max, load(next + i));
      const Vec shifted = sub(load(x + i), max_vec);
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
LABEL_SMOOTHING_NOINLINE Sums sums_and_shift_vectors(const float* x, std::size_t count, float max,
                                                     const Shift& given, const float* next) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  const Vec max_vec = splat(max);
  const Shift shift = given;  // which no store can change
  ExpSums exp_sums;
  Vec next_max = splat(-kInfinity);
  std::size_t i = 0;
  do {
    Vec exp_sum = splat(0.0F);
    for (const std::size_t end = std::min(i + kRun, count); i < end; i += kLanes) {
      store(shift.out + i, shift.of(load(shift.x + i)));
      next_max = max_or_first(next_max, load(next + i));
      exp_sum = add(exp_sum, exp_of(sub(load(x + i), max_vec)));
    }
    exp_sums.add_run(exp_sum);
  } while (i < count);
  return {exp_sums, zero_double(), next_max};
}

/// Adds the last `few` < kLanes of `count` >= kLanes elements, from whole vectors that reach back
/// to those before: after these, whose exponentials may have taken their place.
LABEL_SMOOTHING_NOINLINE void add_last(const float* x, std::size_t count, std::size_t few,
                                       float max, Sums& sums, float* exps, const float* next) {
  const std::size_t first = count - kLanes;
  const Mask is_last = lanes_from(kLanes - few);
  const Vec shifted = sub(load(x + first), splat(max));
  const Vec exp = exp_nonpositive(shifted);
  if (exps != nullptr) store(exps + first, select(is_last, exp, load(exps + first)));
  sums.exp.add_run(keep_if(is_last, exp));
  sums.shifted = add_to_double(sums.shifted, keep_if(is_last, shifted));
  sums.next_max = max_or_first(sums.next_max, load(next + first));
}

/// Of all `count` >= kLanes elements. `exps` may be null with kShifted.
template <bool kShifted>
Sums sums_of(const float* x, std::size_t count, float max, float* exps, const float* next) {
  const std::size_t few = count % kLanes;
  const auto of_vectors =
      kShifted && exps == nullptr ? sums_of_vectors<true, false> : sums_of_vectors<kShifted, true>;
  Sums sums = of_vectors(x, count - few, max, exps, next);
  if (few > 0) add_last(x, count, few, max, sums, exps, next);
  return sums;
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

/// The elements of a row and their exponentials, which are made where they are not stored.
struct Exponentials {
  const float* x;
  std::size_t count;
  float max;
  const float* stored;

  Vec from(std::size_t i) const {
    if (stored != nullptr) return load_up_to(stored + i, count - i, 0.0F);
    return exp_nonpositive(sub(load_up_to(x + i, count - i, -kInfinity), splat(max)));
  }
  /// The lanes of the elements from i on whose exponential is 1.
  Mask ones(std::size_t i) const {
    return stored != nullptr ? equal(load(stored + i), splat(1.0F))
                             : equal(load(x + i), splat(max));
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
  for (; i < count; i += kLanes) {
    max[0] = max_or_first(max[0], load_up_to(x + i, count - i, -kInfinity));
  }
  return reduce_max(max_or_first(max_or_first(max[0], max[1]), max_or_first(max[2], max[3])));
}

template <bool kSumBelow>
RowStatistics row_statistics(const float* x, std::size_t count, float max, float* exps,
                             MeasuredRow& next) {
  const Sums sums = sums_of<kSumBelow>(x, count, max, exps, next.x);
  next.max = reduce_max(sums.next_max);
  return {sums.exp.result(), -reduce_add(sums.shifted)};
}

template RowStatistics row_statistics<false>(const float*, std::size_t, float, float*,
                                             MeasuredRow&);
template RowStatistics row_statistics<true>(const float*, std::size_t, float, float*, MeasuredRow&);

ExpSum sum_and_shift(const float* x, std::size_t count, float max, const Shift& shift,
                     MeasuredRow& next) {
  const std::size_t few = count % kLanes;
  // The last vector reaches back to elements that `shift.out` may have overwritten by then.
  const Vec last = shift.of(load(shift.x + count - kLanes));
  Sums sums = sums_and_shift_vectors(x, count - few, max, shift, next.x);
  store(shift.out + count - kLanes, last);
  if (few > 0) add_last(x, count, few, max, sums, nullptr, next.x);
  next.max = reduce_max(sums.next_max);
  return sums.exp.result();
}

double sum_below(const float* x, std::size_t count, float max) {
  const Vec max_vec = splat(max);
  DoubleVec sum = zero_double();
  // What is not there is as great as the maximum.
  if (count < kLanes) {
    return reduce_add(add_to_double(sum, sub(max_vec, load_first(x, count, max))));
  }
  for (std::size_t i = 0; i < count;) {
    Vec below = splat(0.0F);
    Vec also_below = splat(0.0F);  // two, as each addition waits for the one before
    for (const std::size_t end = std::min(i + kRun, count); i < end; i += 2 * kLanes) {
      below = add(below, sub(max_vec, load_within(x, count, i, max)));
      also_below = add(also_below, sub(max_vec, load_within(x, count, i + kLanes, max)));
    }
    sum = add_to_double(add_to_double(sum, below), also_below);
  }
  return reduce_add(sum);
}

double excess(const ExpSum& sum, const float* x, std::size_t count, float max,
              const float* stored_exps) {
  // From here on the distance from 1 has enough digits; below, there is one 1.
  constexpr double kFarFromOne = 1.5;
  if (!(sum.all < kFarFromOne)) return sum.all - 1.0;
  // The float that has taken the 1 is summed once more without it.
  const Exponentials exps{x, count, max, stored_exps};
  const std::size_t end = count - count % kLanes;
  std::size_t i = 0;
  Mask lanes = no_lanes();
  for (; i < end && !any(lanes); i += kLanes) lanes = exps.ones(i);
  const std::size_t first = (i - 1) / kRun * kRun;
  const double small = sum.apart + sum_of_small(exps, first, std::min(first + kRun, end), lanes);
  // Here floors may matter, which count as 0.
  constexpr double kTiny = 0x1p-80;
  return small > kTiny ? small : sum_of_small(exps, 0, count, lanes_from(0));
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
