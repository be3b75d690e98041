#include "row.h"

#include <algorithm>
#include <limits>

#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Elements whose sums are taken as floats, which doubles then take over: at most 32 additions.
constexpr std::size_t kRun = 32 * kLanes;
/// Elements after which another row is written.
constexpr std::size_t kBlock = 2 * kRun;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What is collected in a pass over a row.
struct Sums {
  /// exp(x - max) and x - max.
  DoubleVec exp = zero_double();
  DoubleVec shifted = zero_double();
  /// The greatest elements of the next row.
  Vec next_max = splat(-kInfinity);
};

/// Adds whole vectors to the sums, writes the exponentials to `exps` when keeping them, and raises
/// `next_max` to the greatest of as many elements at `next`. (One vector a turn and one float sum
/// of each kind: with more of them engines run out of registers, and a sum that goes through memory
/// in every turn costs 5 %. As much as the sum of x - max, where it is taken for nothing.)
template <bool kShifted, bool kKeep>
LABEL_SMOOTHING_NOINLINE void add_vectors(const float* x, std::size_t count, float max, Sums& sums,
                                          float* exps, const float* next) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  const Vec max_vec = splat(max);
  Vec next_max = sums.next_max;
  for (std::size_t i = 0; i < count;) {
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
    sums.exp = add_to_double(sums.exp, exp_sum);
    if constexpr (kShifted) sums.shifted = add_to_double(sums.shifted, shifted_sum);
  }
  sums.next_max = next_max;
}

/// The same for the last `few` < kLanes of `count` >= kLanes elements, from whole vectors that
/// reach back to those before: after these, whose exponentials may have taken their place.
LABEL_SMOOTHING_NOINLINE void add_last(const float* x, std::size_t count, std::size_t few,
                                       float max, Sums& sums, float* exps, const float* next) {
  const std::size_t first = count - kLanes;
  const Mask is_last = lanes_from(kLanes - few);
  const Vec shifted = sub(load(x + first), splat(max));
  const Vec exp = exp_nonpositive(shifted);
  if (exps != nullptr) store(exps + first, select(is_last, exp, load(exps + first)));
  sums.exp = add_to_double(sums.exp, keep_if(is_last, exp));
  sums.shifted = add_to_double(sums.shifted, keep_if(is_last, shifted));
  sums.next_max = max_or_first(sums.next_max, load(next + first));
}

/// All `count` >= kLanes elements, without keeping the exponentials if `exps` is null.
template <bool kShifted>
void add_elements(const float* x, std::size_t count, float max, Sums& sums, float* exps,
                  const float* next) {
  const std::size_t few = count % kLanes;
  const auto add = exps == nullptr ? add_vectors<kShifted, false> : add_vectors<kShifted, true>;
  add(x, count - few, max, sums, exps, next);
  if (few > 0) add_last(x, count, few, max, sums, exps, next);
}

RowStatistics statistics_of(const Sums& sums, MeasuredRow& next) {
  next.max = reduce_max(sums.next_max);
  return {reduce_add(sums.exp), -reduce_add(sums.shifted)};
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

/// From here on the distance of a sum of exponentials from 1 has enough digits.
constexpr double kFarFromOne = 1.5;

/// Sums the exponentials below 1 apart from the number of those that are 1, the greatest among
/// them.
struct NearOne {
  DoubleVec small = zero_double();
  DoubleVec ones = zero_double();

  void add_exps(Vec exp) {
    const Mask is_one = equal(exp, splat(1.0F));
    small = add_to_double(small, zero_at_floor(zero_if(is_one, exp), exp_floor()));
    ones = add_to_double(ones, keep_if(is_one, splat(1.0F)));
  }

  double excess() const { return (reduce_add(ones) - 1.0) + reduce_add(small); }
};

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
    max[0] = max_or_first(max[0], load(x + std::min(i, count - kLanes)));
  }
  return reduce_max(max_or_first(max_or_first(max[0], max[1]), max_or_first(max[2], max[3])));
}

template <bool kSumBelow>
RowStatistics row_statistics(const float* x, std::size_t count, float max, float* exps,
                             MeasuredRow& next) {
  Sums sums;
  add_elements<kSumBelow>(x, count, max, sums, exps, next.x);
  return statistics_of(sums, next);
}

template RowStatistics row_statistics<false>(const float*, std::size_t, float, float*,
                                             MeasuredRow&);
template RowStatistics row_statistics<true>(const float*, std::size_t, float, float*, MeasuredRow&);

RowStatistics sum_and_shift(const float* x, std::size_t count, float max, const Shift& shift,
                            MeasuredRow& next) {
  Sums sums;
  std::size_t length = 0;
  for (std::size_t done = 0; done < count; done += length) {
    // The last block has at least as many as the others.
    length = count - done < 2 * kBlock ? count - done : kBlock;
    add_elements<false>(x + done, length, max, sums, nullptr, next.x + done);
    if (shift.x == nullptr) continue;
    shift_row({shift.x + done, shift.max, shift.offset, shift.out + done}, length);
  }
  return statistics_of(sums, next);
}

double sum_below(const float* x, std::size_t count, float max) {
  const Vec max_vec = splat(max);
  DoubleVec sum = zero_double();
  for (std::size_t done = 0; done < count; done += kRun) {
    const std::size_t length = std::min(kRun, count - done);
    Vec below = splat(0.0F);
    for (std::size_t i = 0; i < length; i += kLanes) {
      const std::size_t left = length - i;
      const Vec difference = sub(max_vec, load_up_to(x + done + i, left, 0.0F));
      below = add(below, zero_if(lanes_from(left), difference));
    }
    sum = add_to_double(sum, below);
  }
  return reduce_add(sum);
}

double excess(double sum_exp, float max, const float* x, std::size_t count) {
  if (!(sum_exp < kFarFromOne)) return sum_exp - 1.0;
  NearOne near_one;
  for (std::size_t i = 0; i < count; i += kLanes) {
    const Vec shifted = sub(load_up_to(x + i, count - i, -kInfinity), splat(max));
    near_one.add_exps(exp_nonpositive(shifted));
  }
  return near_one.excess();
}

double excess_of_exps(double sum_exp, const float* exps, std::size_t count) {
  if (!(sum_exp < kFarFromOne)) return sum_exp - 1.0;
  NearOne near_one;
  for (std::size_t i = 0; i < count; i += kLanes) {
    near_one.add_exps(load_up_to(exps + i, count - i, 0.0F));
  }
  return near_one.excess();
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

void shift_row(const Shift& shift, std::size_t count) {
  const Vec max = splat(shift.max);
  const Vec offset = splat(shift.offset);
  map_row(shift.x, count, shift.out, [&](Vec value) { return sub(sub(value, max), offset); });
}

}  // namespace label_smoothing::internal
