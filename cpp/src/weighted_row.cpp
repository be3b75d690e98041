#include "weighted_row.h"

#include <algorithm>
#include <limits>

#include "simd/math.h"
#include "simd/vec.h"
#include "smoothed_target.h"

namespace label_smoothing::internal {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// The last block has at least as many elements as the others, so that vectors may reach back.
std::size_t block_length(std::size_t done, std::size_t count) {
  constexpr std::size_t kBlock = TargetRecipe::kBlock;
  return count - done < 2 * kBlock ? count - done : kBlock;
}

/// Sums over a row.
struct Sums {
  ExpSums exp;
  DoubleVec target = zero_double();
  DoubleVec below = zero_double();
};

/// Float sums of a run; one addition per vector and sum is rare enough for the adders.
struct RunSums {
  Vec exp = splat(0.0F);
  Vec target = splat(0.0F);
  Vec below = splat(0.0F);

  /// Returns exp(x - max).
  template <class Exp>
  Vec collect(Vec x, Vec max, Vec qw, Exp exp_of) {
    const Vec shift = sub(x, max);
    const Vec exp_shift = exp_of(shift);
    exp = add(exp, exp_shift);
    target = add(target, qw);
    // Where qw is 0 the distance may be infinite.
    below = sub(below, zero_if(equal(qw, splat(0.0F)), mul(qw, shift)));
    return exp_shift;
  }

  void add_to(Sums& sums) const {
    sums.exp.add_run(exp);
    sums.target = add_to_double(sums.target, target);
    sums.below = add_to_double(sums.below, below);
  }
};

}  // namespace

LABEL_SMOOTHING_SMALL TargetRecipe::TargetRecipe(const Smoothing& smoothing,
                                                 Span<const float> class_weights,
                                                 std::size_t classes)
    : classes_(classes),
      convention_(smoothing.convention),
      alpha_(smoothing.label_smoothing),
      on_target_(shares_of(smoothing, classes).target),
      on_other_(shares_of(smoothing, classes).other),
      zero_column_(zero_column(smoothing)),
      prior_(smoothing.prior),
      class_weights_(class_weights) {}

void TargetRecipe::make(const RowTarget& target, std::size_t first, std::size_t count,
                        float* qw) const {
  const bool has_prior = convention_ == Convention::prior;
  const bool to_others = gives_to_others();
  const Vec one = splat(1.0F);
  const Vec keep = splat(static_cast<float>(1.0 - alpha_));
  const auto make_vector = [&](std::size_t i) {
    Vec q = splat(static_cast<float>(has_prior ? alpha_ : on_other_));
    if (has_prior) q = mul(q, load(prior_.data + first + i));
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
  const auto put = [&](std::int32_t column, double share) {
    const auto i = static_cast<std::size_t>(column);
    if (i >= first && i - first < count) qw[i - first] = static_cast<float>(share * weight(i));
  };
  if (target.probabilities == nullptr) {
    const auto y = static_cast<std::size_t>(target.index);
    put(target.index, has_prior ? on_target_ + base_share(y) : on_target_);
  }
  if (zero_column_ != kNoPadding) put(zero_column_, 0.0);
}

bool TargetRecipe::gives_to_others() const {
  return convention_ == Convention::others || convention_ == Convention::padded;
}

double TargetRecipe::base_share(std::size_t i) const {
  if (zero_column_ != kNoPadding && i == static_cast<std::size_t>(zero_column_)) return 0.0;
  return convention_ == Convention::prior ? alpha_ * static_cast<double>(prior_[i]) : on_other_;
}

double TargetRecipe::weight(std::size_t i) const {
  return class_weights_.empty() ? 1.0 : static_cast<double>(class_weights_[i]);
}

LABEL_SMOOTHING_SMALL ColumnRecipe::ColumnRecipe(const TargetRecipe& recipe)
    : classes_(recipe.classes_), to_others_(recipe.gives_to_others()) {
  for (std::size_t j = 0; j < classes_; ++j) {
    const bool is_zero_column = static_cast<std::int32_t>(j) == recipe.zero_column_;
    const double weight = recipe.weight(j);
    const double given = recipe.base_share(j);
    const double more = recipe.convention_ == Convention::prior ? given : 0.0;
    given_[j] = static_cast<float>(given * weight);
    on_target_[j] = static_cast<float>((recipe.on_target_ + more) * weight);
    kept_[j] = is_zero_column ? 0.0F : static_cast<float>((1.0 - recipe.alpha_) * weight);
  }
}

void ColumnRecipe::make(IntVec target, Vec qw[]) const {
  for (std::size_t j = 0; j < classes_; ++j) {
    const Mask is_target = equal_int(target, splat_int(static_cast<std::int32_t>(j)));
    qw[j] = select(is_target, splat(on_target_[j]), splat(given_[j]));
  }
}

void ColumnRecipe::smooth(Vec t[]) const {
  const Vec one = splat(1.0F);
  for (std::size_t j = 0; j < classes_; ++j) {
    const Vec given = mul(splat(given_[j]), to_others_ ? sub(one, t[j]) : one);
    t[j] = mul_add(splat(kept_[j]), t[j], given);
  }
}

WeightedRow weighted_row(const float* x, std::size_t count, float max, const TargetRecipe& recipe,
                         const RowTarget& target, float* exps) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  const Vec max_vec = splat(max);
  Sums sums;
  std::size_t length = 0;
  for (std::size_t done = 0; done < count; done += length) {
    length = block_length(done, count);
    float qw[2 * TargetRecipe::kBlock];
    recipe.make(target, done, length, qw);
    const float* block = x + done;
    const std::size_t whole = length - length % kLanes;
    std::size_t i = 0;
    while (i < whole) {
      RunSums run;
      for (const std::size_t end = std::min(i + kRun, whole); i < end; i += kLanes) {
        const Vec exp = run.collect(load(block + i), max_vec, load(qw + i), exp_of);
        if (exps != nullptr) store(exps + done + i, exp);
      }
      run.add_to(sums);
    }
    if (i < length) {
      const std::size_t left = length - i;
      RunSums last;
      const Vec exp = last.collect(load_first(block + i, left, -kInfinity), max_vec,
                                   load_first(qw + i, left, 0.0F), exp_nonpositive);
      if (exps != nullptr) store_first(exps + done + i, left, exp);
      last.add_to(sums);
    }
  }
  return {sums.exp.result(), reduce_add(sums.target), reduce_add(sums.below)};
}

void weighted_gradient(const float* exps, std::size_t count, float factor, float scale,
                       const TargetRecipe& recipe, const RowTarget& target, float* out) {
  const Vec factor_vec = splat(factor);
  const Vec scale_vec = splat(scale);
  const Vec floor = exp_floor();
  const auto gradient = [&](Vec exp, Vec qw) {
    return neg_mul_add(scale_vec, qw, mul(factor_vec, zero_at_floor(exp, floor)));
  };
  std::size_t length = 0;
  for (std::size_t done = 0; done < count; done += length) {
    length = block_length(done, count);
    float qw[2 * TargetRecipe::kBlock];
    recipe.make(target, done, length, qw);
    const auto at = [&](std::size_t i) { return gradient(load(exps + done + i), load(qw + i)); };
    // The last vector reaches back to elements that `out` may have overwritten by then.
    const Vec last = at(length - kLanes);
    for (std::size_t i = 0; i + kLanes <= length; i += kLanes) store(out + done + i, at(i));
    store(out + done + length - kLanes, last);
  }
}

}  // namespace label_smoothing::internal
