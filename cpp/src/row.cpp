#include "row.h"

#include <algorithm>
#include <limits>

#include "double_math.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Elements whose sums are taken as floats, which doubles then take over: at most 32 additions.
constexpr std::size_t kRun = 32 * kLanes;
/// Elements of which the running maximum is taken first.
constexpr std::size_t kBlock = 2 * kRun;
constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Instead of -infinity, so that (-infinity) - max stays -infinity.
constexpr float kLowest = std::numeric_limits<float>::lowest();

/// Sums over a row, or over its part since the maximum last rose.
struct Sums {
  /// exp(x - max) and x - max.
  DoubleVec exp = zero_double();
  DoubleVec shifted = zero_double();
};

/// Adds elements to the sums; when keeping them, writes the exponentials to `out` and raises
/// `next_max` to the greatest of as many elements at `next`. (One vector a turn and one float sum
/// of each kind: with more of them engines run out of registers, and a sum that goes through memory
/// in every turn costs 5 %.)
template <bool kKeep>
inline void add_elements(const float* x, std::size_t count, float max, Sums& sums, float* out,
                         const float* next, Vec& next_max) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  const Vec max_vec = splat(max);
  for (std::size_t done = 0; done < count; done += kRun) {
    const std::size_t end = std::min(done + kRun, count);
    Vec exp_sum = splat(0.0F);
    Vec shifted_sum = splat(0.0F);
    std::size_t i = done;
    for (; i + kLanes <= end; i += kLanes) {
      if constexpr (kKeep) next_max = max_or_first(next_max, load(next + i));
      const Vec shifted = sub(load(x + i), max_vec);
      shifted_sum = add(shifted_sum, shifted);
      const Vec exp = exp_of(shifted);
      if constexpr (kKeep) store(out + i, exp);
      exp_sum = add(exp_sum, exp);
    }
    if (i < end) {
      const std::size_t left = end - i;
      if constexpr (kKeep) next_max = max_or_first(next_max, load_first(next + i, left, kLowest));
      const Vec shifted = sub(load_first(x + i, left, -kInfinity), max_vec);
      const Vec exp = exp_of(shifted);
      if constexpr (kKeep) store_first(out + i, left, exp);
      shifted_sum = add(shifted_sum, zero_if(lanes_from(left), shifted));
      exp_sum = add(exp_sum, exp);
    }
    sums.exp = add_to_double(sums.exp, exp_sum);
    sums.shifted = add_to_double(sums.shifted, shifted_sum);
  }
}

/// out[i] = map(x[i]).
template <class Map>
inline void map_row(const float* x, std::size_t count, float* out, Map map) {
  constexpr std::size_t kStep = 2 * kLanes;
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    store(out + i, map(load(x + i)));
    store(out + i + kLanes, map(load(x + i + kLanes)));
  }
  for (; i < count; i += kLanes) {
    store_up_to(out + i, count - i, map(load_up_to(x + i, count - i, 0.0F)));
  }
}

/// From here on the distance of a sum of exponentials from 1 has enough digits.
constexpr double kFarFromOne = 1.5;

/// Sums the exponentials below 1 apart from the number of those that are 1, the greatest among
/// them.
struct NearOne {
  DoubleVec small = zero_double();
  DoubleVec ones = zero_double();

  void collect(const float* exps, std::size_t count) {
    const Vec one = splat(1.0F);
    const Vec floor = exp_floor();
    for (std::size_t i = 0; i < count; i += kLanes) {
      const Vec exp = load_up_to(exps + i, count - i, 0.0F);
      const Mask is_one = equal(exp, one);
      small = add_to_double(small, zero_at_floor(zero_if(is_one, exp), floor));
      ones = add_to_double(ones, keep_if(is_one, one));
    }
  }

  double excess() const { return (reduce_add(ones) - 1.0) + reduce_add(small); }
};

}  // namespace

float row_max(const float* x, std::size_t count) {
  // Four at a time, so that comparisons overlap.
  constexpr std::size_t kUnroll = 4;
  const Vec lowest = splat(kLowest);
  Vec max[kUnroll] = {lowest, lowest, lowest, lowest};
  std::size_t i = 0;
  for (; i + kUnroll * kLanes <= count; i += kUnroll * kLanes) {
    for (std::size_t u = 0; u < kUnroll; ++u) {
      max[u] = max_or_first(max[u], load(x + i + u * kLanes));
    }
  }
  for (; i < count; i += kLanes) {
    max[0] = max_or_first(max[0], load_up_to(x + i, count - i, kLowest));
  }
  return reduce_max(max_or_first(max_or_first(max[0], max[1]), max_or_first(max[2], max[3])));
}

// Block by block, so that what the maximum has brought into the first-level cache is still there
// for the exponentials. (Engines run out of registers with both in one loop; longer blocks leave
// the processor waiting for memory, a tenth of the time.)
RowStatistics row_statistics(const float* x, std::size_t count, const Shift& meanwhile) {
  RowStatistics row{kLowest, 0.0, 0.0};
  Sums sums;
  Vec unused = splat(kLowest);
  for (std::size_t done = 0; done < count; done += kBlock) {
    const std::size_t length = std::min(kBlock, count - done);
    const float max = row_max(x + done, length);
    if (max > row.max) {
      if (done > 0) {
        const double rise = static_cast<double>(max) - static_cast<double>(row.max);
        row.sum_exp = (row.sum_exp + reduce_add(sums.exp)) * double_math::exp_nonpositive(-rise);
        row.sum_below += static_cast<double>(done) * rise - reduce_add(sums.shifted);
        sums = {};
      }
      row.max = max;
    }
    add_elements<false>(x + done, length, row.max, sums, nullptr, nullptr, unused);
    if (meanwhile.x == nullptr) continue;
    shift_row({meanwhile.x + done, meanwhile.max, meanwhile.offset, meanwhile.out + done}, length);
  }
  row.sum_exp += reduce_add(sums.exp);
  row.sum_below -= reduce_add(sums.shifted);
  return row;
}

RowStatistics store_row_exps(const float* x, std::size_t count, float max, float* exps,
                             MeasuredRow& next) {
  Sums sums;
  Vec next_max = splat(kLowest);
  add_elements<true>(x, count, max, sums, exps, next.x, next_max);
  next.max = reduce_max(next_max);
  return {max, reduce_add(sums.exp), -reduce_add(sums.shifted)};
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
  float exps[kRun];
  for (std::size_t i = 0; i < count; i += kRun) {
    const std::size_t length = std::min(kRun, count - i);
    MeasuredRow unused{x + i};
    store_row_exps(x + i, length, max, exps, unused);
    near_one.collect(exps, length);
  }
  return near_one.excess();
}

double excess_of_exps(double sum_exp, const float* exps, std::size_t count) {
  if (!(sum_exp < kFarFromOne)) return sum_exp - 1.0;
  NearOne near_one;
  near_one.collect(exps, count);
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
