#include "label_smoothing/kl_divergence.h"

#include <cstddef>
#include <limits>

#include "checks.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Elements whose terms are summed in floats, in kUnroll chains, before doubles take over.
constexpr std::size_t kUnroll = 4;
constexpr std::size_t kStep = kUnroll * kLanes;
constexpr std::size_t kBlock = 16 * kStep;

/// t * (log t - lp), and 0 where t is 0 whatever lp is.
struct Linear {
  static Vec probability(Vec target) { return target; }
  static Vec term(Vec target, Vec lp) {
    return zero_if(equal(target, splat(0.0F)), mul(target, sub(log(target), lp)));
  }
};

/// The same with log t given; -infinity is probability 0.
struct Logarithmic {
  static Vec probability(Vec target) { return exp(target); }
  static Vec term(Vec target, Vec lp) {
    return zero_if(equal(target, splat(-kInfinity)), mul(exp(target), sub(target, lp)));
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

template <class Form>
double sum_of_terms(const float* log_probs, const float* target, std::size_t count) {
  DoubleVec total = zero_double();
  for (std::size_t done = 0; done < count; done += kBlock) {
    const std::size_t end = count - done < kBlock ? count : done + kBlock;
    Vec sum[kUnroll] = {splat(0.0F), splat(0.0F), splat(0.0F), splat(0.0F)};
    std::size_t i = done;
    for (; i + kStep <= end; i += kStep) {
      for (std::size_t u = 0; u < kUnroll; ++u) {
        const std::size_t at = i + u * kLanes;
        sum[u] = add(sum[u], Form::term(load(target + at), load(log_probs + at)));
      }
    }
    for (; i + kLanes <= end; i += kLanes) {
      sum[0] = add(sum[0], Form::term(load(target + i), load(log_probs + i)));
    }
    if (i < end) {
      const Vec term = Form::term(load_first(target + i, end - i, 1.0F),
                                  load_first(log_probs + i, end - i, 0.0F));
      sum[0] = add(sum[0], zero_if(lanes_from(end - i), term));
    }
    for (const Vec& each : sum) total = add_to_double(total, each);
  }
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
  if (i < count) {
    store_first(
        out + i, count - i,
        make(load_first(target + i, count - i, 0.0F), load_first(log_probs + i, count - i, 0.0F)));
  }
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
