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

/// Adds pivot - x to `sum` and returns the greatest x, for at most kRun elements.
inline float measure_run(const float* x, std::size_t count, float pivot, DoubleVec& sum) {
  const Vec pivot_vec = splat(pivot);
  Vec max[kUnroll] = {splat(kLowest), splat(kLowest)};
  Vec below[kUnroll] = {splat(0.0F), splat(0.0F)};
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t u) {
        const Vec value = load(x + i);
        max[u] = max_or_first(max[u], value);
        below[u] = add(below[u], sub(pivot_vec, value));
      },
      [&](std::size_t i, std::size_t left) {
        const Vec value = load_up_to(x + i, left, kLowest);
        max[0] = max_or_first(max[0], value);
        below[0] = add(below[0], zero_if(lanes_from(left), sub(pivot_vec, value)));
      });
  sum = add_to_double(sum, add(below[0], below[1]));
  return reduce_max(max_or_first(max[0], max[1]));
}

/// Adds exp(x - max) to `sum`, for at most kRun elements, and writes them to `out` when keeping
/// them.
template <bool kKeep>
void exp_run(const float* x, std::size_t count, float max, DoubleVec& sum, float* out) {
  const Vec max_vec = splat(max);
  Vec exp_sum[kUnroll] = {splat(0.0F), splat(0.0F)};
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t u) {
        const Vec exp = exp_nonpositive(sub(load(x + i), max_vec));
        if constexpr (kKeep) store(out + i, exp);
        exp_sum[u] = add(exp_sum[u], exp);
      },
      [&](std::size_t i, std::size_t left) {
        const Vec exp = exp_nonpositive(sub(load_up_to(x + i, left, -kInfinity), max_vec));
        if constexpr (kKeep) store_up_to(out + i, left, exp);
        exp_sum[0] = add(exp_sum[0], exp);
      });
  sum = add_to_double(sum, add(exp_sum[0], exp_sum[1]));
}

/// Run by run, so that what the maximum and the differences have brought into the first-level cache
/// is still there for the exponentials. (All in one loop takes more registers than there are:
/// engines then keep the sums in memory, and a loss takes 5 to 15 % longer.)
RowStatistics scan_row(const float* x, std::size_t count, bool with_exp) {
  // The first maximum is that of a few elements: near the greatest is enough for the differences.
  DoubleVec unused = zero_double();
  RowStatistics row{measure_run(x, std::min(kRun / 8, count), 0.0F, unused), 0.0, 0.0};
  for (std::size_t done = 0; done < count; done += kRun) {
    const std::size_t length = std::min(kRun, count - done);
    // Nothing but -infinity so far: differences from kLowest would overflow.
    if (row.max == kLowest) row.max = measure_run(x + done, length, 0.0F, unused);
    DoubleVec below = zero_double();
    const float max = measure_run(x + done, length, row.max, below);
    row.sum_below += reduce_add(below);
    if (max > row.max) {
      const double rise = static_cast<double>(max) - static_cast<double>(row.max);
      if (done > 0) row.sum_exp *= double_math::exp_nonpositive(-rise);
      row.sum_below += static_cast<double>(done + length) * rise;
      row.max = max;
    }
    if (!with_exp) continue;
    DoubleVec exps = zero_double();
    exp_run<false>(x + done, length, row.max, exps, nullptr);
    row.sum_exp += reduce_add(exps);
  }
  return row;
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

RowStatistics row_statistics(const float* x, std::size_t count) { return scan_row(x, count, true); }

RowStatistics row_extent(const float* x, std::size_t count) { return scan_row(x, count, false); }

double store_row_exps(const float* x, std::size_t count, float max, float* exps) {
  DoubleVec sum = zero_double();
  for (std::size_t i = 0; i < count; i += kRun) {
    exp_run<true>(x + i, std::min(kRun, count - i), max, sum, exps + i);
  }
  return reduce_add(sum);
}

double sum_below(const float* x, std::size_t count, float max) {
  DoubleVec sum = zero_double();
  for (std::size_t i = 0; i < count; i += kRun) {
    measure_run(x + i, std::min(kRun, count - i), max, sum);
  }
  return reduce_add(sum);
}

double excess(double sum_exp, float max, const float* x, std::size_t count) {
  if (!(sum_exp < kFarFromOne)) return sum_exp - 1.0;
  NearOne near_one;
  DoubleVec unused = zero_double();
  float exps[kRun];
  for (std::size_t i = 0; i < count; i += kRun) {
    const std::size_t length = std::min(kRun, count - i);
    exp_run<true>(x + i, length, max, unused, exps);
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
