#include "row.h"

#include <algorithm>
#include <limits>

#include "double_math.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Vectors per turn of a main loop, each with a sum of its own, so that additions overlap. Two are
/// enough: an exponential takes so long that four, or one, make no difference.
constexpr std::size_t kUnroll = 2;
constexpr std::size_t kStep = kUnroll * kLanes;
/// Elements whose float sums are then emptied into doubles: at most 32 additions in each.
constexpr std::size_t kRun = 32 * kStep;
constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Instead of -infinity, so that (-infinity) - max stays -infinity.
constexpr float kLowest = std::numeric_limits<float>::lowest();

/// Calls step(i, u) for each whole vector at i, u naming one of kUnroll sums, and rest(i, left)
/// for what is left.
template <class Step, class Rest>
inline void for_each_vector(std::size_t count, Step step, Rest rest) {
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    step(i, 0);
    step(i + kLanes, 1);
  }
  for (; i < count; i += kLanes) rest(i, count - i);
}

struct Sums {
  DoubleVec exp = zero_double();
  DoubleVec shifted = zero_double();
};

/// Adds exp(x - max) and x - max to the sums, for at most kRun elements. Keeping, it writes the
/// exponentials to `out`. Otherwise it looks for the greatest of `count` elements at `ahead`, which
/// costs next to nothing here, where a pass of its own waits for memory.
template <bool kKeep>
LABEL_SMOOTHING_NOINLINE float exp_run(const float* x, std::size_t count, float max, float* out,
                                       const float* ahead, Sums& sums) {
  const Vec max_vec = splat(max);
  const Vec zero = splat(0.0F);
  Vec exp_sum[kUnroll] = {zero, zero};
  Vec shifted_sum[kUnroll] = {zero, zero};
  Vec ahead_max = splat(kLowest);
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t u) {
        const Vec shifted = sub(load(x + i), max_vec);
        const Vec exp = exp_nonpositive(shifted);
        if constexpr (kKeep) {
          store(out + i, exp);
        } else {
          ahead_max = max_or_first(ahead_max, load(ahead + i));
        }
        exp_sum[u] = add(exp_sum[u], exp);
        shifted_sum[u] = add(shifted_sum[u], shifted);
      },
      [&](std::size_t i, std::size_t left) {
        const Vec shifted = sub(load_up_to(x + i, left, -kInfinity), max_vec);
        const Vec exp = exp_nonpositive(shifted);
        if constexpr (kKeep) store_up_to(out + i, left, exp);
        exp_sum[0] = add(exp_sum[0], exp);
        shifted_sum[0] = add(shifted_sum[0], zero_if(lanes_from(left), shifted));
      });
  sums.exp = add_to_double(sums.exp, add(exp_sum[0], exp_sum[1]));
  sums.shifted = add_to_double(sums.shifted, add(shifted_sum[0], shifted_sum[1]));
  return reduce_max(ahead_max);
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
  const Vec lowest = splat(kLowest);
  // A maximum waits for the one before: with two instead of four a gradient of 1000 classes takes 3
  // % longer.
  Vec a = lowest;
  Vec b = lowest;
  Vec c = lowest;
  Vec d = lowest;
  std::size_t i = 0;
  for (; i + 4 * kLanes <= count; i += 4 * kLanes) {
    a = max_or_first(a, load(x + i));
    b = max_or_first(b, load(x + i + kLanes));
    c = max_or_first(c, load(x + i + 2 * kLanes));
    d = max_or_first(d, load(x + i + 3 * kLanes));
  }
  for (; i < count; i += kLanes) a = max_or_first(a, load_up_to(x + i, count - i, kLowest));
  return reduce_max(max_or_first(max_or_first(a, b), max_or_first(c, d)));
}

RowStatistics row_statistics(const float* x, std::size_t count) {
  RowStatistics row{kLowest, 0.0, 0.0};
  float max = row_max(x, std::min(kRun, count));
  for (std::size_t done = 0; done < count; done += kRun) {
    if (max > row.max) {
      if (done > 0) {
        const double rise = static_cast<double>(max) - static_cast<double>(row.max);
        row.sum_exp *= double_math::exp_nonpositive(-rise);
        row.sum_below += static_cast<double>(done) * rise;
      }
      row.max = max;
    }
    // The run after this one; where it is shorter, the last kRun elements, which hold it.
    const std::size_t next = std::min(done + kRun, count < kRun ? 0 : count - kRun);
    Sums sums;
    max = exp_run<false>(x + done, std::min(kRun, count - done), row.max, nullptr, x + next, sums);
    row.sum_exp += reduce_add(sums.exp);
    row.sum_below -= reduce_add(sums.shifted);
  }
  return row;
}

RowStatistics store_row_exps(const float* x, std::size_t count, float max, float* exps) {
  Sums sums;
  for (std::size_t i = 0; i < count; i += kRun) {
    exp_run<true>(x + i, std::min(kRun, count - i), max, exps + i, nullptr, sums);
  }
  return {max, reduce_add(sums.exp), -reduce_add(sums.shifted)};
}

double sum_below(const float* x, std::size_t count, float max) {
  const Vec max_vec = splat(max);
  DoubleVec total = zero_double();
  for (std::size_t done = 0; done < count; done += kRun) {
    const float* run = x + done;
    const Vec zero = splat(0.0F);
    Vec sum[kUnroll] = {zero, zero};
    for_each_vector(
        std::min(kRun, count - done),
        [&](std::size_t i, std::size_t u) { sum[u] = add(sum[u], sub(max_vec, load(run + i))); },
        [&](std::size_t i, std::size_t left) {
          const Vec below = sub(max_vec, load_up_to(run + i, left, 0.0F));
          sum[0] = add(sum[0], zero_if(lanes_from(left), below));
        });
    total = add_to_double(total, add(sum[0], sum[1]));
  }
  return reduce_add(total);
}

double excess(double sum_exp, float max, const float* x, std::size_t count) {
  if (!(sum_exp < kFarFromOne)) return sum_exp - 1.0;
  NearOne near_one;
  Sums unused;
  float exps[kRun];
  for (std::size_t i = 0; i < count; i += kRun) {
    const std::size_t length = std::min(kRun, count - i);
    exp_run<true>(x + i, length, max, exps, nullptr, unused);
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
  const Vec floor = exp_floor();
  const auto scale = [&](Vec exp) { return mul_add(factor_vec, zero_at_floor(exp, floor), minus); };
  for_each_vector(
      count, [&](std::size_t i, std::size_t) { store(out + i, scale(load(exps + i))); },
      [&](std::size_t i, std::size_t left) {
        store_up_to(out + i, left, scale(load_up_to(exps + i, left, 0.0F)));
      });
}

void shift_row(const float* x, std::size_t count, float max, float offset, float* out) {
  const Vec max_vec = splat(max);
  const Vec offset_vec = splat(offset);
  const auto shift = [&](Vec value) { return sub(sub(value, max_vec), offset_vec); };
  for_each_vector(
      count, [&](std::size_t i, std::size_t) { store(out + i, shift(load(x + i))); },
      [&](std::size_t i, std::size_t left) {
        store_up_to(out + i, left, shift(load_up_to(x + i, left, 0.0F)));
      });
}

}  // namespace label_smoothing::internal
