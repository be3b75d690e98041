#include "row.h"

#include <limits>

#include "double_math.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Vectors per turn of a main loop, each with accumulators of its own, so that additions overlap.
constexpr std::size_t kUnroll = 4;
constexpr std::size_t kStep = kUnroll * kLanes;
/// Elements after which float accumulators are emptied into doubles: at most 16 additions each.
constexpr std::size_t kBlock = 16 * kStep;

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Instead of -infinity, so that (-infinity) - max stays -infinity.
constexpr float kLowest = std::numeric_limits<float>::lowest();

/// Sums in kUnroll independent float accumulators.
struct Accumulators {
  Vec sum[kUnroll];

  Accumulators() {
    for (Vec& each : sum) each = splat(0.0F);
  }
  Vec total() const { return add(add(sum[0], sum[1]), add(sum[2], sum[3])); }
};

/// Calls step(i, accumulator) for whole vectors at i and tail(i, remaining) for what is left.
template <class Step, class Tail>
inline void for_each_vector(std::size_t count, Step step, Tail tail) {
  std::size_t i = 0;
  for (; i + kStep <= count; i += kStep) {
    step(i, 0);
    step(i + kLanes, 1);
    step(i + 2 * kLanes, 2);
    step(i + 3 * kLanes, 3);
  }
  for (; i + kLanes <= count; i += kLanes) step(i, 0);
  if (i < count) tail(i, count - i);
}

float block_max(const float* x, std::size_t count) {
  Vec max[kUnroll] = {splat(kLowest), splat(kLowest), splat(kLowest), splat(kLowest)};
  for_each_vector(
      count, [&](std::size_t i, std::size_t u) { max[u] = max_or_first(max[u], load(x + i)); },
      [&](std::size_t i, std::size_t left) {
        max[0] = max_or_first(max[0], load_first(x + i, left, kLowest));
      });
  return reduce_max(max_or_first(max_or_first(max[0], max[1]), max_or_first(max[2], max[3])));
}

struct BlockSums {
  double exp;
  double below;
};

/// Sums of exp(x - max) and of max - x over at most kBlock elements.
template <bool kStore>
BlockSums block_sums(const float* x, std::size_t count, float max, float* exps) {
  const Vec max_vec = splat(max);
  Accumulators sum_exp;
  Accumulators sum_shifted;
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t u) {
        const Vec shifted = sub(load(x + i), max_vec);
        const Vec exp = exp_nonpositive(shifted);
        if constexpr (kStore) store(exps + i, exp);
        sum_exp.sum[u] = add(sum_exp.sum[u], exp);
        sum_shifted.sum[u] = add(sum_shifted.sum[u], shifted);
      },
      [&](std::size_t i, std::size_t left) {
        const Vec shifted = sub(load_first(x + i, left, -kInfinity), max_vec);
        const Vec exp = exp_nonpositive(shifted);
        if constexpr (kStore) store_first(exps + i, left, exp);
        sum_exp.sum[0] = add(sum_exp.sum[0], exp);
        sum_shifted.sum[0] = add(sum_shifted.sum[0], zero_if(lanes_from(left), shifted));
      });
  return {reduce_add(add_to_double(zero_double(), sum_exp.total())),
          -reduce_add(add_to_double(zero_double(), sum_shifted.total()))};
}

std::size_t block_length(std::size_t done, std::size_t count) {
  return count - done < kBlock ? count - done : kBlock;
}

/// From here log(sum_exp) is accurate to 1e-6 of itself.
constexpr double kSumExpFarFromOne = 1.5;

/// log(sum of all) from the terms below 1, which exclude the greatest, and the number of others.
template <class ExpAt>
double log_sum_near_one(std::size_t count, ExpAt exp_at) {
  const Vec one = splat(1.0F);
  DoubleVec small_terms = zero_double();
  DoubleVec ones = zero_double();
  for (std::size_t done = 0; done < count; done += kBlock) {
    Accumulators small;
    Accumulators greatest;
    const auto collect = [&](Vec exp, std::size_t u) {
      const Mask is_one = equal(exp, one);
      small.sum[u] = add(small.sum[u], zero_if(is_one, exp));
      greatest.sum[u] = add(greatest.sum[u], keep_if(is_one, one));
    };
    for_each_vector(
        block_length(done, count),
        [&](std::size_t i, std::size_t u) { collect(exp_at(done + i), u); },
        [&](std::size_t i, std::size_t left) { collect(exp_at(done + i, left), 0); });
    small_terms = add_to_double(small_terms, small.total());
    ones = add_to_double(ones, greatest.total());
  }
  return double_math::log1p((reduce_add(ones) - 1.0) + reduce_add(small_terms));
}

}  // namespace

RowStatistics row_statistics(const float* x, std::size_t count) {
  RowStatistics row{kLowest, 0.0, 0.0};
  for (std::size_t done = 0; done < count; done += kBlock) {
    const std::size_t length = block_length(done, count);
    const float max = block_max(x + done, length);
    if (max > row.max) {
      if (done > 0) {
        const double rise = static_cast<double>(max) - static_cast<double>(row.max);
        row.sum_exp *= double_math::exp_nonpositive(-rise);
        row.sum_below += static_cast<double>(done) * rise;
      }
      row.max = max;
    }
    const BlockSums sums = block_sums<false>(x + done, length, row.max, nullptr);
    row.sum_exp += sums.exp;
    row.sum_below += sums.below;
  }
  return row;
}

float row_max(const float* x, std::size_t count) { return block_max(x, count); }

RowStatistics store_row_exps(const float* x, std::size_t count, float max, float* exps) {
  RowStatistics row{max, 0.0, 0.0};
  for (std::size_t done = 0; done < count; done += kBlock) {
    const BlockSums sums = block_sums<true>(x + done, block_length(done, count), max, exps + done);
    row.sum_exp += sums.exp;
    row.sum_below += sums.below;
  }
  return row;
}

double sum_below(const float* x, std::size_t count, float max) {
  const Vec max_vec = splat(max);
  DoubleVec sum = zero_double();
  for (std::size_t done = 0; done < count; done += kBlock) {
    Accumulators below;
    for_each_vector(
        block_length(done, count),
        [&](std::size_t i, std::size_t u) {
          below.sum[u] = add(below.sum[u], sub(max_vec, load(x + done + i)));
        },
        [&](std::size_t i, std::size_t left) {
          const Vec distance = sub(max_vec, load_first(x + done + i, left, 0.0F));
          below.sum[0] = add(below.sum[0], zero_if(lanes_from(left), distance));
        });
    sum = add_to_double(sum, below.total());
  }
  return reduce_add(sum);
}

double log_sum_exp(double sum_exp, float max, const float* x, std::size_t count) {
  if (!(sum_exp < kSumExpFarFromOne)) return double_math::log(sum_exp);
  struct {
    const float* x;
    Vec max;
    Vec operator()(std::size_t i) const { return exp_nonpositive(sub(load(x + i), max)); }
    Vec operator()(std::size_t i, std::size_t left) const {
      return exp_nonpositive(sub(load_first(x + i, left, -kInfinity), max));
    }
  } exp_at{x, splat(max)};
  return log_sum_near_one(count, exp_at);
}

double log_sum_of_exps(double sum_exp, const float* exps, std::size_t count) {
  if (!(sum_exp < kSumExpFarFromOne)) return double_math::log(sum_exp);
  struct {
    const float* exps;
    Vec operator()(std::size_t i) const { return load(exps + i); }
    Vec operator()(std::size_t i, std::size_t left) const {
      return load_first(exps + i, left, 0.0F);
    }
  } exp_at{exps};
  return log_sum_near_one(count, exp_at);
}

void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out) {
  const Vec factor_vec = splat(factor);
  const Vec minus = splat(-offset);
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t) {
        store(out + i, mul_add(load(exps + i), factor_vec, minus));
      },
      [&](std::size_t i, std::size_t left) {
        store_first(out + i, left, mul_add(load_first(exps + i, left, 0.0F), factor_vec, minus));
      });
}

void shift_row(const float* x, std::size_t count, float max, float offset, float* out) {
  const Vec max_vec = splat(max);
  const Vec offset_vec = splat(offset);
  for_each_vector(
      count,
      [&](std::size_t i, std::size_t) {
        store(out + i, sub(sub(load(x + i), max_vec), offset_vec));
      },
      [&](std::size_t i, std::size_t left) {
        store_first(out + i, left, sub(sub(load_first(x + i, left, 0.0F), max_vec), offset_vec));
      });
}

}  // namespace label_smoothing::internal
