#include "label_smoothing/kl_divergence.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "checks.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Vectors per step, each with a sum of its own, so that additions overlap.
constexpr std::size_t kUnroll = 4;
constexpr std::size_t kStep = kUnroll * kLanes;

/// t * (log t - lp), and 0 where t is 0 even if lp is infinite; a NaN of lp stays.
struct Linear {
  /// A target that adds nothing.
  static constexpr float kNothing = 0.0F;
  static Vec probability(Vec target) { return target; }
  static Vec term(Vec target, Vec lp) {
    const Mask excluded = both(equal(target, splat(0.0F)), equal(lp, lp));
    return zero_if(excluded, mul(target, sub(log(target), lp)));
  }
};

/// The same with log t given; -infinity is probability 0.
struct Logarithmic {
  static constexpr float kNothing = -kInfinity;
  static Vec probability(Vec target) { return exp(target); }
  static Vec term(Vec target, Vec lp) {
    const Mask excluded = both(equal(target, splat(-kInfinity)), equal(lp, lp));
    return zero_if(excluded, mul(exp(target), sub(target, lp)));
  }
};

/// All of `target` is a probability, or its logarithm: +infinity and NaN are neither.
bool is_valid(MatrixView<const float> target, bool logarithmic) {
  const std::size_t count = target.rows * target.cols;
  if (!logarithmic) return internal::all_finite_nonnegative(target.data, count);
  const Vec infinity = splat(kInfinity);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    if (!all(less(load(target.data + i), infinity))) return false;
  }
  for (; i < count; ++i) {
    if (!(target.data[i] < kInfinity)) return false;
  }
  return true;
}

/// Calls step(i, log_probs, target) for every kStep elements, i being the first; the last,
/// incomplete ones come from a copy that `padding` fills up, so that one step serves all.
template <class Step>
void for_each_step(const float* log_probs, const float* target, std::size_t count, float padding,
                   Step step) {
  float last_log_probs[kStep];
  float last_target[kStep];
  for (std::size_t i = 0; i < count; i += kStep) {
    const bool whole = count - i >= kStep;
    if (!whole) {
      std::fill(last_log_probs, last_log_probs + kStep, 0.0F);
      std::fill(last_target, last_target + kStep, padding);
      std::copy(log_probs + i, log_probs + count, last_log_probs);
      std::copy(target + i, target + count, last_target);
    }
    step(i, whole ? log_probs + i : last_log_probs, whole ? target + i : last_target);
  }
}

/// Float sums are emptied into doubles after this many steps.
constexpr std::size_t kStepsPerBlock = 16;

template <class Form>
double sum_of_terms(const float* log_probs, const float* target, std::size_t count) {
  DoubleVec total = zero_double();
  Vec sum[kUnroll] = {splat(0.0F), splat(0.0F), splat(0.0F), splat(0.0F)};
  const auto empty = [&] {
    for (Vec& each : sum) {
      total = add_to_double(total, each);
      each = splat(0.0F);
    }
  };
  std::size_t steps = 0;
  for_each_step(log_probs, target, count, Form::kNothing,
                [&](std::size_t, const float* lp, const float* t) {
                  for (std::size_t u = 0; u < kUnroll; ++u) {
                    sum[u] = add(sum[u], Form::term(load(t + u * kLanes), load(lp + u * kLanes)));
                  }
                  if (++steps % kStepsPerBlock == 0) empty();
                });
  empty();
  return reduce_add(total);
}

/// Writes `make(target, log_probs)` for every element; `out` may be either input.
template <class Make>
void for_each_element(const float* log_probs, const float* target, std::size_t count, float* out,
                      Make make) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    store(out + i, make(load(target + i), load(log_probs + i)));
  }
  if (i == count) return;
  const std::size_t left = count - i;
  store_first(out + i, left,
              make(load_first(target + i, left, 0.0F), load_first(log_probs + i, left, 0.0F)));
}

template <class Form>
void compute(MatrixView<const float> log_probs, MatrixView<const float> target, Reduction reduction,
             const LossOutput& loss, MatrixView<float>* gradient) {
  const std::size_t count = log_probs.rows * log_probs.cols;
  double divisor = 1.0;
  if (reduction == Reduction::mean) divisor = static_cast<double>(count);
  if (reduction == Reduction::batchmean) divisor = static_cast<double>(log_probs.rows);
  if (reduction == Reduction::none) {
    for_each_element(log_probs.data, target.data, count, loss.elements.data, Form::term);
  } else {
    *loss.reduced = sum_of_terms<Form>(log_probs.data, target.data, count) / divisor;
  }
  if (gradient == nullptr) return;
  const Vec factor = splat(static_cast<float>(-1.0 / divisor));
  for_each_element(log_probs.data, target.data, count, gradient->data,
                   [&](Vec t, Vec) { return mul(factor, Form::probability(t)); });
}

Status check_and_compute(MatrixView<const float> log_probs, MatrixView<const float> target,
                         const KlDivergenceOptions& options, const LossOutput& loss,
                         MatrixView<float>* gradient) {
  if (!internal::same_shape(log_probs, target) ||
      !internal::fits(loss, options.reduction, log_probs.rows * log_probs.cols) ||
      (gradient != nullptr && !internal::same_shape(log_probs, *gradient))) {
    return Status::wrong_length;
  }
  if (!is_valid(target, options.log_target)) return Status::target_not_a_probability;
  (options.log_target ? compute<Logarithmic> : compute<Linear>)(log_probs, target,
                                                                options.reduction, loss, gradient);
  return Status::ok;
}

}  // namespace

Status kl_div(MatrixView<const float> log_probs, MatrixView<const float> target,
              const KlDivergenceOptions& options, const LossOutput& loss) {
  return check_and_compute(log_probs, target, options, loss, nullptr);
}

Status kl_div_and_gradient(MatrixView<const float> log_probs, MatrixView<const float> target,
                           const KlDivergenceOptions& options, const LossOutput& loss,
                           MatrixView<float> gradient) {
  return check_and_compute(log_probs, target, options, loss, &gradient);
}

}  // namespace label_smoothing
