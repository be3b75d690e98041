#include "label_smoothing/cross_entropy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "checks.h"
#include "row.h"
#include "row_group.h"
#include "smoothed_target.h"
#include "weighted_row.h"

namespace label_smoothing {

namespace {

using internal::RowGroup;
using internal::RowStatistics;
using internal::RowTarget;
using internal::Shares;
using internal::TargetRecipe;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// weight * distance, where a weight of 0 wins over an infinite distance.
double weighted(double weight, double distance) { return weight == 0.0 ? 0.0 : weight * distance; }

std::size_t index_of(std::int32_t target) { return static_cast<std::size_t>(target); }

/// The rows that count: how many, and the sum of their targets' weights.
struct Counted {
  std::size_t rows = 0;
  double weight = 0.0;
};

/// Takes the losses of the rows as they come and reduces them.
class LossWriter {
 public:
  LossWriter(Reduction reduction, const LossOutput& loss) : reduction_(reduction), loss_(loss) {}

  void write(std::size_t row, double value) {
    if (reduction_ == Reduction::none) {
      loss_.elements[row] = static_cast<float>(value);
    } else {
      total_ += value;
    }
  }

  void finish(double divisor, bool all_ignored_is_zero) {
    if (reduction_ == Reduction::none) return;
    *loss_.reduced = all_ignored_is_zero ? 0.0 : total_ / divisor;
  }

 private:
  Reduction reduction_;
  LossOutput loss_;
  double total_ = 0.0;
};

/// The checked arguments of one call.
struct Call {
  MatrixView<const float> logits;
  const CrossEntropyOptions& options;
  /// Null when no gradient is wanted.
  float* gradient;
  /// What every row's gradient is multiplied by.
  double gradient_scale;

  std::size_t classes() const { return logits.cols; }
  float* gradient_row(std::size_t row) const {
    return gradient == nullptr ? nullptr : gradient + row * logits.cols;
  }
  double z_loss(double log_sum_exp) const {
    return weighted(options.z_loss, log_sum_exp * log_sum_exp);
  }
  /// What softmax is multiplied by in the gradient; `mass` is the sum of the weighted target.
  double softmax_factor(double mass, double log_sum_exp) const {
    return (mass + weighted(2.0 * options.z_loss, log_sum_exp)) * gradient_scale;
  }
};

/// The loss of a row without softmax; its gradient does not exist either.
double undefined_row(float* gradient, std::size_t classes) {
  if (gradient != nullptr) std::fill(gradient, gradient + classes, kNan);
  return std::numeric_limits<double>::quiet_NaN();
}

void inert_row(float* gradient, std::size_t classes) {
  if (gradient != nullptr) std::fill(gradient, gradient + classes, 0.0F);
}

// ---------------------------------------------------------------------------------------------
// Every class but the target has the same share: uniform, others and padded without class weights.
// ---------------------------------------------------------------------------------------------

/// Sum of max - x over the classes other than `target` and `zero_column`.
double sum_below_others(Span<const float> x, float max, std::int32_t target,
                        std::int32_t zero_column) {
  // Leaving them out, instead of subtracting them afterwards, keeps every digit and lets a masked
  // (-infinity) padding class be.
  const std::size_t y = index_of(target);
  const std::size_t first = zero_column == kNoPadding ? y : std::min(y, index_of(zero_column));
  const std::size_t second = zero_column == kNoPadding ? y : std::max(y, index_of(zero_column));
  double sum = internal::sum_below(x.data, first, max);
  if (second > first) sum += internal::sum_below(x.data + first + 1, second - first - 1, max);
  return sum + internal::sum_below(x.data + second + 1, x.size - second - 1, max);
}

double long_row(const Call& call, const Shares& shares, std::int32_t zero_column,
                Span<const float> x, std::int32_t target, float* gradient) {
  RowStatistics row{};
  double below_target = 0.0;
  double below_others = 0.0;
  const std::size_t y = index_of(target);
  const bool everybody = call.options.smoothing.convention == Convention::uniform;
  const auto measure_target = [&](float max) {
    below_target = static_cast<double>(max) - static_cast<double>(x[y]);
    if (!everybody && shares.other > 0.0) {
      below_others = sum_below_others(x, max, target, zero_column);
    }
  };
  double log_sum = 0.0;
  if (gradient == nullptr) {
    row = internal::row_statistics(x.data, x.size);
    measure_target(row.max);
    if (row.defined()) log_sum = internal::log_sum_exp(row.sum_exp, row.max, x.data, x.size);
  } else {
    const float max = internal::row_max(x.data, x.size);
    measure_target(max);  // now: the exponentials may overwrite x
    row = internal::store_row_exps(x.data, x.size, max, gradient);
    if (row.defined()) log_sum = internal::log_sum_of_exps(row.sum_exp, gradient, x.size);
  }
  if (!row.defined()) return undefined_row(gradient, x.size);

  // loss = log(sum exp) + sum of q[i] * (max - x[i]): no term is negative, so nothing cancels.
  const double loss = everybody ? log_sum + weighted(shares.target - shares.other, below_target) +
                                      weighted(shares.other, row.sum_below)
                                : log_sum + weighted(shares.target, below_target) +
                                      weighted(shares.other, below_others);
  const double log_sum_exp = static_cast<double>(row.max) + log_sum;
  if (gradient != nullptr) {
    const double factor = call.softmax_factor(1.0, log_sum_exp) / row.sum_exp;
    const double scale = call.gradient_scale;
    const double exp_target = static_cast<double>(gradient[y]);
    const double exp_zero =
        zero_column == kNoPadding ? 0.0 : static_cast<double>(gradient[index_of(zero_column)]);
    internal::scale_row(gradient, x.size, static_cast<float>(factor),
                        static_cast<float>(shares.other * scale), gradient);
    gradient[y] = static_cast<float>(factor * exp_target - shares.target * scale);
    if (zero_column != kNoPadding) {
      gradient[index_of(zero_column)] = static_cast<float>(factor * exp_zero);
    }
  }
  return loss + call.z_loss(log_sum_exp);
}

/// Up to kMaxGroupClasses classes: kLanes rows at a time. `target[i]` is -1 where row i is inert.
void short_rows(const Call& call, const Shares& shares, std::int32_t zero_column, std::size_t first,
                const float target[simd::kLanes], float loss[simd::kLanes]) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const std::size_t classes = call.classes();
  const RowGroup<const float> rows(call.logits.data, call.logits.rows, classes, first);
  Vec column[internal::kMaxGroupClasses];
  internal::load_columns(rows, classes, column);

  const Vec targets = load(target);
  Vec shifted_target = splat(0.0F);
  Vec shifted_others = splat(0.0F);
  const auto group = internal::exp_columns(column, classes, [&](std::size_t j, Vec shifted) {
    const Mask is_target = equal(targets, splat(static_cast<float>(j)));
    shifted_target = add(shifted_target, keep_if(is_target, shifted));
    if (zero_column < 0 || j != index_of(zero_column)) {
      shifted_others = add(shifted_others, zero_if(is_target, shifted));
    }
  });
  const Vec on_target = splat(static_cast<float>(shares.target));
  const Vec on_other = splat(static_cast<float>(shares.other));
  Vec row_loss = group.log_sum_exp;
  if (shares.target > 0.0) row_loss = neg_mul_add(on_target, shifted_target, row_loss);
  if (shares.other > 0.0) row_loss = neg_mul_add(on_other, shifted_others, row_loss);
  Vec factor = splat(1.0F);
  if (call.options.z_loss > 0.0) {
    const Vec z = splat(static_cast<float>(call.options.z_loss));
    const Vec log_sum_exp = add(group.max, group.log_sum_exp);
    row_loss = mul_add(z, mul(log_sum_exp, log_sum_exp), row_loss);
    factor = mul_add(add(z, z), log_sum_exp, factor);
  }
  store(loss, select(group.undefined, splat(kNan), row_loss));

  if (call.gradient == nullptr) return;
  const Vec scale = splat(static_cast<float>(call.gradient_scale));
  const Mask inert = less(targets, splat(0.0F));
  factor = div(mul(factor, scale), group.sum_exp);
  const Vec minus_target = mul(on_target, scale);
  const Vec minus_other = mul(on_other, scale);
  for (std::size_t j = 0; j < classes; ++j) {
    const bool is_zero_column = zero_column >= 0 && j == index_of(zero_column);
    const Vec minus = select(equal(targets, splat(static_cast<float>(j))), minus_target,
                             is_zero_column ? splat(0.0F) : minus_other);
    const Vec value = sub(mul(factor, column[j]), minus);
    column[j] = zero_if(inert, select(group.undefined, splat(kNan), value));
  }
  const RowGroup<float> out(call.gradient, call.logits.rows, classes, first);
  internal::store_columns(out, classes, column);
}

template <class CountsRow>
void equal_shares(const Call& call, Span<const std::int32_t> targets, CountsRow counts,
                  LossWriter& losses) {
  const std::size_t rows = call.logits.rows;
  const std::size_t classes = call.classes();
  const Shares shares = internal::shares_of(call.options.smoothing, classes);
  const std::int32_t zero_column = internal::zero_column(call.options.smoothing);
  if (classes > internal::kMaxGroupClasses) {
    for (std::size_t r = 0; r < rows; ++r) {
      float* gradient = call.gradient_row(r);
      if (counts(targets[r])) {
        losses.write(r,
                     long_row(call, shares, zero_column, call.logits.row(r), targets[r], gradient));
      } else {
        inert_row(gradient, classes);
        losses.write(r, 0.0);
      }
    }
    return;
  }
  for (std::size_t first = 0; first < rows; first += simd::kLanes) {
    const std::size_t size = std::min(simd::kLanes, rows - first);
    float target[simd::kLanes];
    float loss[simd::kLanes];
    for (std::size_t i = 0; i < simd::kLanes; ++i) {
      const bool live = i < size && counts(targets[first + i]);
      target[i] = live ? static_cast<float>(targets[first + i]) : -1.0F;
    }
    short_rows(call, shares, zero_column, first, target, loss);
    for (std::size_t i = 0; i < size; ++i) {
      losses.write(first + i, target[i] < 0.0F ? 0.0 : static_cast<double>(loss[i]));
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Shares that differ from class to class: class weights, a prior, target probabilities.
// ---------------------------------------------------------------------------------------------

double weighted_loss(const Call& call, const TargetRecipe& recipe, Span<const float> x,
                     const RowTarget& target, float* gradient) {
  const float max = internal::row_max(x.data, x.size);
  const internal::WeightedRow row =
      internal::weighted_row(x.data, x.size, max, recipe, target, gradient);
  if (!row.defined) return undefined_row(gradient, x.size);
  const double log_sum = gradient == nullptr
                             ? internal::log_sum_exp(row.sum_exp, max, x.data, x.size)
                             : internal::log_sum_of_exps(row.sum_exp, gradient, x.size);
  const double log_sum_exp = static_cast<double>(max) + log_sum;
  if (gradient != nullptr) {
    const double factor = call.softmax_factor(row.sum_target, log_sum_exp) / row.sum_exp;
    internal::weighted_gradient(gradient, x.size, static_cast<float>(factor),
                                static_cast<float>(call.gradient_scale), recipe, target, gradient);
  }
  return row.sum_target * log_sum + row.sum_below + call.z_loss(log_sum_exp);
}

// ---------------------------------------------------------------------------------------------
// Checks and reductions.
// ---------------------------------------------------------------------------------------------

Status check_options(const CrossEntropyOptions& options, std::size_t classes) {
  const Status status = internal::check_smoothing(options.smoothing, classes);
  if (status != Status::ok) return status;
  const Span<const float> weights = options.class_weights;
  if (!internal::all_finite_nonnegative(weights.data, weights.size)) {
    return Status::invalid_class_weights;
  }
  if (!(options.z_loss >= 0.0 && options.z_loss <= std::numeric_limits<double>::max())) {
    return Status::invalid_z_loss;
  }
  return Status::ok;
}

/// Shapes. `gradient` has no rows or columns to compare when it is not wanted.
bool shapes_fit(MatrixView<const float> logits, const CrossEntropyOptions& options,
                const LossOutput& loss, const MatrixView<float>* gradient) {
  const std::size_t weights = options.class_weights.size;
  return (weights == 0 || weights == logits.cols) &&
         internal::fits(loss, options.reduction, logits.rows) &&
         (gradient == nullptr || internal::same_shape(logits, *gradient));
}

double divisor_of(Reduction reduction, double mean_divisor, std::size_t rows) {
  switch (reduction) {
    case Reduction::none:
    case Reduction::sum:
      return 1.0;
    case Reduction::mean:
      return mean_divisor;
    case Reduction::batchmean:
      return static_cast<double>(rows);
  }
  return 1.0;
}

/// Whether `mean` meets rows none of which counts.
bool all_ignored(const CrossEntropyOptions& options, std::size_t counted, std::size_t rows) {
  return options.reduction == Reduction::mean && counted == 0 && rows > 0;
}

Status with_indices(MatrixView<const float> logits, Span<const std::int32_t> targets,
                    const CrossEntropyOptions& options, const LossOutput& loss,
                    const MatrixView<float>* gradient) {
  if (targets.size != logits.rows || !shapes_fit(logits, options, loss, gradient)) {
    return Status::wrong_length;
  }
  const Status status = check_options(options, logits.cols);
  if (status != Status::ok) return status;

  const Span<const float> weights = options.class_weights;
  const std::int32_t padding = options.smoothing.padding_index;
  const auto counts = [&](std::int32_t target) {
    return target != options.ignore_index && (padding == kNoPadding || target != padding);
  };
  Counted counted;
  for (const std::int32_t target : targets) {
    if (target == options.ignore_index) continue;
    if (!internal::is_class(target, logits.cols)) return Status::target_out_of_range;
    if (!counts(target)) continue;
    ++counted.rows;
    counted.weight += weights.empty() ? 1.0 : static_cast<double>(weights[index_of(target)]);
  }
  const bool none_counts = all_ignored(options, counted.rows, logits.rows);
  if (none_counts && options.all_ignored == AllIgnored::fail) return Status::all_ignored;

  const double divisor = divisor_of(options.reduction, counted.weight, logits.rows);
  const Call call{logits, options, gradient == nullptr ? nullptr : gradient->data, 1.0 / divisor};
  LossWriter losses(options.reduction, loss);
  if (weights.empty() && options.smoothing.convention != Convention::prior) {
    equal_shares(call, targets, counts, losses);
  } else {
    const TargetRecipe recipe(options.smoothing, weights, logits.cols);
    for (std::size_t r = 0; r < logits.rows; ++r) {
      float* gradient_row = call.gradient_row(r);
      if (counts(targets[r])) {
        losses.write(
            r, weighted_loss(call, recipe, logits.row(r), {targets[r], nullptr}, gradient_row));
      } else {
        inert_row(gradient_row, logits.cols);
        losses.write(r, 0.0);
      }
    }
  }
  losses.finish(divisor, none_counts && options.all_ignored == AllIgnored::zero);
  return Status::ok;
}

/// False when the only mass of the row is on the padding class.
bool counts_row(Span<const float> t, std::int32_t padding) {
  if (padding == kNoPadding || !(t[index_of(padding)] > 0.0F)) return true;
  for (std::size_t i = 0; i < t.size; ++i) {
    if (i != index_of(padding) && t[i] > 0.0F) return true;
  }
  return false;
}

Status with_probabilities(MatrixView<const float> logits, MatrixView<const float> targets,
                          const CrossEntropyOptions& options, const LossOutput& loss,
                          const MatrixView<float>* gradient) {
  if (!internal::same_shape(logits, targets) || !shapes_fit(logits, options, loss, gradient)) {
    return Status::wrong_length;
  }
  const Status status = check_options(options, logits.cols);
  if (status != Status::ok) return status;
  if (!internal::all_finite_nonnegative(targets.data, targets.rows * targets.cols)) {
    return Status::target_not_a_probability;
  }

  const std::int32_t padding = options.smoothing.padding_index;
  std::size_t counted = logits.rows;
  if (padding != kNoPadding) {
    for (std::size_t r = 0; r < logits.rows; ++r) {
      if (!counts_row(targets.row(r), padding)) --counted;
    }
  }
  const bool none_counts = all_ignored(options, counted, logits.rows);
  if (none_counts && options.all_ignored == AllIgnored::fail) return Status::all_ignored;

  const double divisor = divisor_of(options.reduction, static_cast<double>(counted), logits.rows);
  const Call call{logits, options, gradient == nullptr ? nullptr : gradient->data, 1.0 / divisor};
  LossWriter losses(options.reduction, loss);
  const TargetRecipe recipe(options.smoothing, options.class_weights, logits.cols);
  for (std::size_t r = 0; r < logits.rows; ++r) {
    float* gradient_row = call.gradient_row(r);
    if (counts_row(targets.row(r), padding)) {
      const RowTarget target{kNoPadding, targets.row(r).data};
      losses.write(r, weighted_loss(call, recipe, logits.row(r), target, gradient_row));
    } else {
      inert_row(gradient_row, logits.cols);
      losses.write(r, 0.0);
    }
  }
  losses.finish(divisor, none_counts && options.all_ignored == AllIgnored::zero);
  return Status::ok;
}

}  // namespace

Status cross_entropy(MatrixView<const float> logits, Span<const std::int32_t> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss) {
  return with_indices(logits, targets, options, loss, nullptr);
}

Status cross_entropy_and_gradient(MatrixView<const float> logits, Span<const std::int32_t> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient) {
  return with_indices(logits, targets, options, loss, &gradient);
}

Status cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss) {
  return with_probabilities(logits, targets, options, loss, nullptr);
}

Status cross_entropy_and_gradient(MatrixView<const float> logits, MatrixView<const float> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient) {
  return with_probabilities(logits, targets, options, loss, &gradient);
}

}  // namespace label_smoothing
