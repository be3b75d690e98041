#include "weighted_target.h"

#include <algorithm>
#include <limits>

#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// The last block has at least as many elements as the others, so that vectors may reach back.
std::size_t block_length(std::size_t done, std::size_t count) {
  constexpr std::size_t kBlock = WeightedTarget::kBlock;
  return count - done < 2 * kBlock ? count - done : kBlock;
}

/// Sums over a row.
struct Sums {
  ExpSums exp;
  DoubleVec mass = zero_double();
  DoubleVec below = zero_double();
};

/// Float sums of a run; one addition per vector and sum is rare enough for the adders.
struct RunSums {
  Vec exp = splat(0.0F);
  Vec mass = splat(0.0F);
  Vec below = splat(0.0F);

  /// Returns exp(x - max).
  template <class Exp>
  Vec collect(Vec x, Vec max, Vec qw, Exp exp_of) {
    const Vec shift = sub(x, max);
    const Vec exp_shift = exp_of(shift);
    exp = add(exp, exp_shift);
    mass = add(mass, qw);
    // Where qw is 0 the distance may be infinite.
    below = sub(below, zero_if(equal(qw, splat(0.0F)), mul(qw, shift)));
    return exp_shift;
  }

  void add_to(Sums& sums) const {
    sums.exp.add_run(exp);
    sums.mass = add_to_double(sums.mass, mass);
    sums.below = add_to_double(sums.below, below);
  }
};

}  // namespace

WeightedTarget::WeightedTarget(const Smoothing& smoothing, Span<const float> class_weights,
                               std::size_t classes)
    : smoothing_(smoothing),
      class_weights_(class_weights),
      classes_(classes),
      values_(on_off_values(smoothing, classes)),
      zero_column_(zero_column(smoothing)) {
  if (class_weights.empty() && smoothing.convention != Convention::prior) {
    // A sum over all classes would cost a call of few rows more than the rows.
    off_mass_ = values_.off * static_cast<double>(classes - (zero_column_ != kNoPadding ? 1 : 0));
    return;
  }
  for (std::size_t i = 0; i < classes; ++i) off_mass_ += off_value(i) * weight(i);
}

double WeightedTarget::mass(std::int32_t target) const {
  const auto y = static_cast<std::size_t>(target);
  return off_mass_ + (on_value(y) - off_value(y)) * weight(y);
}

void WeightedTarget::make(const RowTarget& target, std::size_t first, std::size_t count,
                          float* qw) const {
  const bool has_prior = smoothing_.convention == Convention::prior;
  const bool to_others = gives_to_others();
  const double alpha = smoothing_.label_smoothing;
  const Vec one = splat(1.0F);
  const Vec keep = splat(static_cast<float>(1.0 - alpha));
  const Vec off = splat(static_cast<float>(has_prior ? alpha : values_.off));
  const auto make_vector = [&](std::size_t i) {
    Vec q = has_prior ? mul(off, load(smoothing_.prior.data + first + i)) : off;
    if (target.probabilities != nullptr) {
      const Vec t = load(target.probabilities + first + i);
      if (to_others) q = mul(q, sub(one, t));
      q = mul_add(keep, t, q);
    }
    if (!class_weights_.empty()) q = mul(q, load(class_weights_.data + first + i));
    store(qw + i, q);
  };
  for (std::size_t i = 0; i + kLanes <= count; i += kLanes) make_vector(i);
  make_vector(count - kLanes);
  const auto put = [&](std::int32_t column, double value) {
    const auto i = static_cast<std::size_t>(column);
    if (i >= first && i - first < count) qw[i - first] = static_cast<float>(value * weight(i));
  };
  if (target.probabilities == nullptr) {
    put(target.index, on_value(static_cast<std::size_t>(target.index)));
  }
  if (zero_column_ != kNoPadding) put(zero_column_, 0.0);
}

bool WeightedTarget::gives_to_others() const {
  return smoothing_.convention == Convention::others || smoothing_.convention == Convention::padded;
}

double WeightedTarget::off_value(std::size_t i) const {
  if (zero_column_ != kNoPadding && i == static_cast<std::size_t>(zero_column_)) return 0.0;
  return smoothing_.convention == Convention::prior
             ? smoothing_.label_smoothing * static_cast<double>(smoothing_.prior[i])
             : values_.off;
}

double WeightedTarget::on_value(std::size_t i) const {
  return smoothing_.convention == Convention::prior ? values_.on + off_value(i) : values_.on;
}

double WeightedTarget::weight(std::size_t i) const {
  return class_weights_.empty() ? 1.0 : static_cast<double>(class_weights_[i]);
}

WeightedTargetColumns::WeightedTargetColumns(const WeightedTarget& target)
    : classes_(target.classes_), to_others_(target.gives_to_others()) {
  for (std::size_t j = 0; j < classes_; ++j) {
    const bool is_zero_column = static_cast<std::int32_t>(j) == target.zero_column_;
    const double weight = target.weight(j);
    const double kept = is_zero_column ? 0.0 : 1.0 - target.smoothing_.label_smoothing;
    off_[j] = static_cast<float>(target.off_value(j) * weight);
    on_[j] = static_cast<float>(target.on_value(j) * weight);
    kept_[j] = static_cast<float>(kept * weight);
  }
}

void WeightedTargetColumns::make(IntVec target, Vec qw[]) const {
  for (std::size_t j = 0; j < classes_; ++j) {
    const Mask is_target = equal_int(target, splat_int(static_cast<std::int32_t>(j)));
    qw[j] = select(is_target, splat(on_[j]), splat(off_[j]));
  }
}

void WeightedTargetColumns::smooth(Vec t[]) const {
  const Vec one = splat(1.0F);
  for (std::size_t j = 0; j < classes_; ++j) {
    const Vec off = mul(splat(off_[j]), to_others_ ? sub(one, t[j]) : one);
    t[j] = mul_add(splat(kept_[j]), t[j], off);
  }
}

WeightedStatistics weighted_statistics(const Row& row, const WeightedTarget& weighted,
                                       const RowTarget& target, float* exps) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers(row.constants);
  const Vec max = splat(row.max);
  Sums sums;
  std::size_t length = 0;
  for (std::size_t done = 0; done < row.count; done += length) {
    length = block_length(done, row.count);
    float qw[2 * WeightedTarget::kBlock];
    weighted.make(target, done, length, qw);
    const float* block = row.x + done;
    const std::size_t whole = length - length % kLanes;
    std::size_t i = 0;
    while (i < whole) {
      RunSums run;
      for (const std::size_t end = std::min(i + kRun, whole); i < end; i += kLanes) {
        const Vec exp = run.collect(load(block + i), max, load(qw + i), exp_of);
        if (exps != nullptr) store(exps + done + i, exp);
      }
      run.add_to(sums);
    }
    if (i < length) {
      const std::size_t left = length - i;
      RunSums last;
      const Vec exp = last.collect(load_first(block + i, left, -kInfinity), max,
                                   load_first(qw + i, left, 0.0F), exp_of);
      if (exps != nullptr) store_first(exps + done + i, left, exp);
      last.add_to(sums);
    }
  }
  const bool is_index = target.probabilities == nullptr;
  return {sums.exp.result(), is_index ? weighted.mass(target.index) : reduce_add(sums.mass),
          reduce_add(sums.below) * static_cast<double>(row.constants.inverse_temperature)};
}

void weighted_gradient(const float* exps, std::size_t count, float factor, float scale,
                       const WeightedTarget& weighted, const RowTarget& target, float* out) {
  const Vec factor_vec = splat(factor);
  const Vec scale_vec = splat(scale);
  const Vec floor = exp_floor();
  const auto gradient = [&](Vec exp, Vec qw) {
    return neg_mul_add(scale_vec, qw, mul(factor_vec, zero_at_floor(exp, floor)));
  };
  std::size_t length = 0;
  for (std::size_t done = 0; done < count; done += length) {
    length = block_length(done, count);
    float qw[2 * WeightedTarget::kBlock];
    weighted.make(target, done, length, qw);
    const auto at = [&](std::size_t i) { return gradient(load(exps + done + i), load(qw + i)); };
    // The last vector reaches back to elements that `out` may have overwritten by then.
    const Vec last = at(length - kLanes);
    for (std::size_t i = 0; i + kLanes <= length; i += kLanes) store(out + done + i, at(i));
    store(out + done + length - kLanes, last);
  }
}

}  // namespace label_smoothing::internal
