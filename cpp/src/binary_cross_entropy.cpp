#include "label_smoothing/binary_cross_entropy.h"

#include <algorithm>
#include <cstddef>

#include "checks.h"
#include "reduce.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

/// Elements whose losses are added as floats before doubles take over.
constexpr std::size_t kRun = 16 * kLanes;

/// factor * value, and 0 where the factor is 0 even if the value is infinite; a NaN stays.
Vec product(Vec factor, Vec value) {
  return zero_if(both(equal(factor, splat(0.0F)), equal(value, value)), mul(factor, value));
}

struct Element {
  Vec loss;
  Vec gradient;
};

/// What all elements of a call share.
class Formula {
 public:
  explicit Formula(double label_smoothing)
      : keep_(splat(static_cast<float>(1.0 - label_smoothing))),
        half_(splat(static_cast<float>(label_smoothing / 2.0))) {}

  Element operator()(Vec x, Vec y, Vec pos_weight) const {
    const Vec zero = splat(0.0F);
    const Vec one = splat(1.0F);
    const Vec label = mul_add(keep_, y, half_);
    // In exact arithmetic 1 - label; this way it is 0 for y = 1, and keeps its digits.
    const Vec negative = mul_add(keep_, sub(one, y), half_);
    const Vec positive = mul(label, pos_weight);
    // softplus(x) = max(x, 0) + log(1 + e) with e = exp(-|x|)
    const Vec magnitude = max_or_first(x, sub(zero, x));
    const Vec e = zero_at_floor(exp_of_(sub(zero, magnitude)), exp_floor());
    const Vec log_sum = log1p(e);
    const Vec softplus = add(max_or_first(x, zero), log_sum);
    const Vec softplus_of_negative = add(max_or_first(sub(zero, x), zero), log_sum);
    const Vec loss = add(product(positive, softplus_of_negative), product(negative, softplus));
    // sigmoid(|x|) = 1 / (1 + e), sigmoid(-|x|) = e / (1 + e)
    const Vec larger = div(one, add(one, e));
    const Vec smaller = mul(e, larger);
    const Mask is_negative = less(x, zero);
    const Vec sigmoid = select(is_negative, smaller, larger);
    const Vec sigmoid_of_negative = select(is_negative, larger, smaller);
    return {loss, sub(mul(negative, sigmoid), mul(positive, sigmoid_of_negative))};
  }

 private:
  ExpNonpositive exp_of_ = ExpNonpositive::in_registers();
  Vec keep_;
  Vec half_;
};

/// `count` elements in a row. `weights` holds as many positive weights, or is null for `weight`.
/// Adds the losses to `total`; writes them to `losses` and `scale` times the gradient to
/// `gradient`, which may be `x`, where these are not null.
void compute_row(const Formula& formula, const float* x, const float* y, std::size_t count,
                 const float* weights, float weight, float* losses, float scale, float* gradient,
                 DoubleVec& total) {
  const Vec scale_vec = splat(scale);
  for (std::size_t i = 0; i < count;) {
    Vec sum = splat(0.0F);
    for (const std::size_t end = std::min(count, i + kRun); i < end; i += kLanes) {
      const std::size_t left = count - i;
      const Vec w = weights == nullptr ? splat(weight) : load_up_to(weights + i, left, 0.0F);
      const Element element =
          formula(load_up_to(x + i, left, 0.0F), load_up_to(y + i, left, 0.0F), w);
      const Vec loss = left < kLanes ? zero_if(lanes_from(left), element.loss) : element.loss;
      sum = add(sum, loss);
      if (losses != nullptr) store_up_to(losses + i, left, loss);
      if (gradient != nullptr) store_up_to(gradient + i, left, mul(scale_vec, element.gradient));
    }
    total = add_to_double(total, sum);
  }
}

/// Shapes and values. `gradient` is null when it is not wanted.
Status check(MatrixView<const float> logits, MatrixView<const float> targets,
             const BinaryCrossEntropyOptions& options, const LossOutput& loss,
             const MatrixView<float>* gradient) {
  const Span<const float> weights = options.pos_weight;
  const std::size_t count = logits.rows * logits.cols;
  const std::size_t elements = options.reduction == Reduction::row ? logits.rows : count;
  if (!internal::same_shape(logits, targets) ||
      !internal::fits(loss, options.reduction, elements) ||
      (gradient != nullptr && !internal::same_shape(logits, *gradient)) ||
      (weights.size > 1 && weights.size != logits.cols)) {
    return Status::wrong_length;
  }
  if (!(options.label_smoothing >= 0.0 && options.label_smoothing <= 1.0)) {
    return Status::label_smoothing_out_of_range;
  }
  if (!internal::all_finite_nonnegative(weights.data, weights.size)) {
    return Status::invalid_pos_weight;
  }
  return internal::all_between_zero_and(1.0F, targets.data, count)
             ? Status::ok
             : Status::target_not_a_probability;
}

Status compute(MatrixView<const float> logits, MatrixView<const float> targets,
               const BinaryCrossEntropyOptions& options, const LossOutput& loss,
               const MatrixView<float>* gradient) {
  const Status status = check(logits, targets, options, loss, gradient);
  if (status != Status::ok) return status;
  const Formula formula(options.label_smoothing);
  const std::size_t count = logits.rows * logits.cols;
  const double all_rows = internal::all_rows(loss, logits.rows);
  const double divisor = internal::divisor_of(
      options.reduction, all_rows * static_cast<double>(logits.cols), all_rows);
  const bool has_weights = options.pos_weight.size > 1;
  const float* weights = has_weights ? options.pos_weight.data : nullptr;
  const float weight = options.pos_weight.empty() ? 1.0F : options.pos_weight[0];
  // Without weights of its own or a result, a short row is no unit.
  const bool by_row = has_weights || options.reduction == Reduction::row ||
                      (logits.cols >= internal::kLongRow && options.reduction != Reduction::none);
  const std::size_t length = by_row ? logits.cols : count;
  internal::LossReducer losses(options.reduction, loss);
  for (std::size_t r = 0; r < (by_row ? logits.rows : 1); ++r) {
    const std::size_t first = r * length;
    float* elements = options.reduction == Reduction::none ? loss.elements.data + first : nullptr;
    DoubleVec total = zero_double();
    compute_row(formula, logits.data + first, targets.data + first, length, weights, weight,
                elements, static_cast<float>(1.0 / divisor),
                gradient == nullptr ? nullptr : gradient->data + first,
                by_row ? total : losses.lanes());
    if (by_row && elements == nullptr) losses.add_row(r, reduce_add(total));
  }
  losses.finish(divisor, false);
  return Status::ok;
}

}  // namespace

Status binary_cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                            const BinaryCrossEntropyOptions& options, const LossOutput& loss) {
  return compute(logits, targets, options, loss, nullptr);
}

Status binary_cross_entropy_and_gradient(MatrixView<const float> logits,
                                         MatrixView<const float> targets,
                                         const BinaryCrossEntropyOptions& options,
                                         const LossOutput& loss, MatrixView<float> gradient) {
  return compute(logits, targets, options, loss, &gradient);
}

}  // namespace label_smoothing
