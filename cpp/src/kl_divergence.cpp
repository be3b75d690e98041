#include "label_smoothing/kl_divergence.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "checks.h"
#include "reduce.h"
#include "row.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Terms that are made at a time. They wait in the first-level cache to be added or copied: so the
/// logarithm stands in the code once, and no addition waits for it.
constexpr std::size_t kBlock = 16 * kLanes;

/// t * (log t - lp), and 0 where t is 0 even if lp is infinite; a NaN of lp stays.
struct Linear {
  /// A target that adds nothing.
  static constexpr float kNothing = 0.0F;
  LogOfNormal log_of = LogOfNormal::in_registers();

  static Vec probability(Vec target) { return target; }
  Vec term(Vec target, Vec lp) const {
    // A target below 2^-126 is so little that its logarithm may be that of 2^-126.
    const Vec log_target = log_of(max_or_first(target, splat(0x1p-126F)));
    const Mask excluded = both(equal(target, splat(0.0F)), equal(lp, lp));
    return zero_if(excluded, mul(target, sub(log_target, lp)));
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

/// Makes the terms block by block and either copies them to `elements` or, where that is null, adds
/// them to `total`. The last block may end inside a vector: it is computed from copies that
/// continue with nothing.
template <class Form>
void reduce_or_copy(const float* log_probs, const float* target, std::size_t count, float* elements,
                    DoubleVec& total) {
  const Form form;
  float terms[kBlock];
  float last_log_probs[kBlock] = {};
  float last_target[kBlock];
  for (std::size_t i = 0; i < count; i += kBlock) {
    const std::size_t length = std::min(kBlock, count - i);
    const float* lp = log_probs + i;
    const float* t = target + i;
    if (length % kLanes != 0) {
      std::fill(std::copy(t, t + length, last_target), last_target + kBlock, Form::kNothing);
      std::copy(lp, lp + length, last_log_probs);
      lp = last_log_probs;
      t = last_target;
    }
    for (std::size_t j = 0; j < length; j += kLanes) {
      store(terms + j, form.term(load(t + j), load(lp + j)));
    }
    if (elements != nullptr) {
      std::copy(terms, terms + length, elements + i);
      continue;
    }
    Vec sum = splat(0.0F);
    for (std::size_t j = 0; j < length; j += kLanes) sum = add(sum, load(terms + j));
    total = add_to_double(total, sum);
  }
}

/// out = factor * probability; `out` may be `target`.
template <class Form>
void scale_probabilities(const float* target, std::size_t count, float factor, float* out) {
  const Vec factor_vec = splat(factor);
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t left = count - i;
    const Vec t = left >= kLanes ? load(target + i) : load_first(target + i, left, 0.0F);
    const Vec scaled = mul(factor_vec, Form::probability(t));
    if (left >= kLanes) {
      store(out + i, scaled);
    } else {
      store_first(out + i, left, scaled);
    }
  }
}

template <class Form>
void compute(MatrixView<const float> log_probs, MatrixView<const float> target, Reduction reduction,
             const LossOutput& loss, MatrixView<float>* gradient) {
  const auto [data, rows, cols] = log_probs;
  const double all_rows = internal::all_rows(loss, rows);
  const double divisor =
      internal::divisor_of(reduction, all_rows * static_cast<double>(cols), all_rows);
  internal::LossReducer losses(reduction, loss);
  const std::size_t count = rows * cols;
  float* elements = reduction == Reduction::none ? loss.elements.data : nullptr;
  const bool by_row =
      reduction == Reduction::row || (cols >= internal::kLongRow && reduction != Reduction::none);
  const std::size_t length = by_row ? cols : count;
  for (std::size_t r = 0; r < (by_row ? rows : 1); ++r) {
    DoubleVec total = by_row ? zero_double() : losses.lanes();
    reduce_or_copy<Form>(data + r * length, target.data + r * length, length, elements, total);
    if (by_row) {
      losses.add_row(r, reduce_add(total));
    } else {
      losses.lanes() = total;
    }
  }
  losses.finish(divisor, false);
  if (gradient == nullptr) return;
  scale_probabilities<Form>(target.data, count, static_cast<float>(-1.0 / divisor), gradient->data);
}

Status check_and_compute(MatrixView<const float> log_probs, MatrixView<const float> target,
                         const KlDivergenceOptions& options, const LossOutput& loss,
                         MatrixView<float>* gradient) {
  const std::size_t elements =
      log_probs.rows * (options.reduction == Reduction::row ? 1 : log_probs.cols);
  if (!internal::same_shape(log_probs, target) ||
      !internal::fits(loss, options.reduction, elements) ||
      (gradient != nullptr && !internal::same_shape(log_probs, *gradient))) {
    return Status::wrong_length;
  }
  if (!is_valid(target, options.log_target) ||
      internal::row_max(log_probs.data, log_probs.rows * log_probs.cols) >
          internal::kLargestLogProbability) {
    return Status::target_not_a_probability;
  }
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
