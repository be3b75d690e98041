#include "label_smoothing/cross_entropy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "checks.h"
#include "double_math.h"
#include "reduce.h"
#include "row.h"
#include "row_group.h"
#include "simd/math.h"
#include "smoothed_target.h"
#include "weighted_row.h"

namespace label_smoothing {

namespace {

using internal::GroupStatistics;
using internal::MeasuredRow;
using internal::RowGroup;
using internal::RowStatistics;
using internal::RowTarget;
using internal::Shares;
using internal::TargetRecipe;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// weight * distance, where a weight of 0 wins over an infinite distance.
double weighted(double weight, double distance) { return weight == 0.0 ? 0.0 : weight * distance; }

std::size_t index_of(std::int32_t target) { return static_cast<std::size_t>(target); }

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

  /// A loss in each lane, for the rows from `first` on; 0 behind the last row.
  void write_group(std::size_t first, std::size_t rows, simd::Vec values) {
    if (reduction_ == Reduction::none) {
      simd::store_up_to(loss_.elements.data + first, rows - first, values);
    } else {
      totals_ = simd::add_to_double(totals_, values);
    }
  }

  void finish(double divisor, bool all_ignored_is_zero) {
    if (reduction_ == Reduction::none) return;
    *loss_.reduced = all_ignored_is_zero ? 0.0 : (total_ + simd::reduce_add(totals_)) / divisor;
  }

 private:
  Reduction reduction_;
  LossOutput loss_;
  double total_ = 0.0;
  simd::DoubleVec totals_ = simd::zero_double();
};

/// The checked arguments of one call.
struct Call {
  MatrixView<const float> logits;
  const CrossEntropyOptions& options;
  /// Null when no gradient is wanted.
  float* gradient;
  /// What every row's gradient is multiplied by.
  double gradient_scale;
  /// `options.z_loss`, times what the common divisor must not take from it.
  double z;

  std::size_t classes() const { return logits.cols; }
  float* gradient_row(std::size_t row) const {
    return gradient == nullptr ? nullptr : gradient + row * logits.cols;
  }
  double z_loss(double log_sum_exp) const { return weighted(z, log_sum_exp * log_sum_exp); }
  /// What softmax is multiplied by in the gradient; `mass` is the sum of the weighted target.
  double softmax_factor(double mass, double log_sum_exp) const {
    return (mass + weighted(2.0 * z, log_sum_exp)) * gradient_scale;
  }
};

/// The loss of a row without softmax; its gradient does not exist either.
double undefined_row(float* gradient, std::size_t classes) {
  if (gradient != nullptr) internal::fill_row(gradient, classes, kNan);
  return std::numeric_limits<double>::quiet_NaN();
}

void inert_row(float* gradient, std::size_t classes) {
  if (gradient != nullptr) internal::fill_row(gradient, classes, 0.0F);
}

// ---------------------------------------------------------------------------------------------
// Long rows whose classes, but for the target, all have the same share: uniform, others and padded
// without class weights.
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

/// `ahead` may have measured the row, and measures the next.
LABEL_SMOOTHING_NOINLINE double long_row(const Call& call, const Shares& shares,
                                         std::int32_t zero_column, std::size_t r,
                                         std::int32_t target, MeasuredRow& ahead) {
  const Span<const float> x = call.logits.row(r);
  float* gradient = call.gradient_row(r);
  const std::size_t y = index_of(target);
  const float max = ahead.max_of(x.data, x.size);
  const double below_target = static_cast<double>(max) - static_cast<double>(x[y]);
  const bool everybody = call.options.smoothing.convention == Convention::uniform;
  const double below_others =
      everybody || shares.other == 0.0 ? 0.0 : sum_below_others(x, max, target, zero_column);
  ahead.x = internal::row_or_last(call.logits, r + 1);
  const RowStatistics row = internal::row_statistics<true>(x.data, x.size, max, gradient, ahead);
  // From here on the exponentials may have overwritten x.
  if (!row.exp.defined()) return undefined_row(gradient, x.size);
  const double excess = internal::excess(row.exp, x.data, x.size, max, gradient);
  const double log_sum = double_math::log1p(excess);

  // loss = log(sum exp) + sum of q[i] * (max - x[i]): no term is negative, so nothing cancels.
  const double loss = everybody ? log_sum + weighted(shares.target - shares.other, below_target) +
                                      weighted(shares.other, row.sum_below)
                                : log_sum + weighted(shares.target, below_target) +
                                      weighted(shares.other, below_others);
  const double log_sum_exp = static_cast<double>(max) + log_sum;
  if (gradient != nullptr) {
    const double factor = call.softmax_factor(1.0, log_sum_exp) / (1.0 + excess);
    const double scale = call.gradient_scale;
    const auto exp_of = [&](std::size_t i) {
      return gradient[i] > simd::kExpFloor ? static_cast<double>(gradient[i]) : 0.0;
    };
    const double exp_target = exp_of(y);
    const double exp_zero = zero_column == kNoPadding ? 0.0 : exp_of(index_of(zero_column));
    internal::scale_row(gradient, x.size, static_cast<float>(factor),
                        static_cast<float>(shares.other * scale), gradient);
    gradient[y] = static_cast<float>(factor * exp_target - shares.target * scale);
    if (zero_column != kNoPadding) {
      gradient[index_of(zero_column)] = static_cast<float>(factor * exp_zero);
    }
  }
  return loss + call.z_loss(log_sum_exp);
}

// ---------------------------------------------------------------------------------------------
// Long rows with shares that differ: class weights, a prior, target probabilities.
// ---------------------------------------------------------------------------------------------

LABEL_SMOOTHING_NOINLINE double weighted_loss(const Call& call, const TargetRecipe& recipe,
                                              Span<const float> x, const RowTarget& target,
                                              float* gradient) {
  const float max = internal::row_max(x.data, x.size);
  const internal::WeightedRow row =
      internal::weighted_row(x.data, x.size, max, recipe, target, gradient);
  if (!row.exp.defined()) return undefined_row(gradient, x.size);
  const double excess = internal::excess(row.exp, x.data, x.size, max, gradient);
  const double log_sum = double_math::log1p(excess);
  const double log_sum_exp = static_cast<double>(max) + log_sum;
  if (gradient != nullptr) {
    const double factor = call.softmax_factor(row.sum_target, log_sum_exp) / (1.0 + excess);
    internal::weighted_gradient(gradient, x.size, static_cast<float>(factor),
                                static_cast<float>(call.gradient_scale), recipe, target, gradient);
  }
  return row.sum_target * log_sum + row.sum_below + call.z_loss(log_sum_exp);
}

// ---------------------------------------------------------------------------------------------
// Up to kMaxGroupClasses classes: kLanes rows at a time.
// ---------------------------------------------------------------------------------------------

/// Rows first ... of a call. Rows that are inert, or behind the last, are not live.
struct Group {
  std::size_t first;
  simd::Mask live;
};

/// The losses: `row_loss` + z-loss, 0 where not live.
simd::Vec losses_of(const Call& call, const Group& group, const GroupStatistics& statistics,
                    simd::Vec row_loss) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  if (call.z > 0.0) {
    const Vec z = splat(static_cast<float>(call.z));
    const Vec log_sum_exp = add(statistics.max, statistics.log_sum_exp);
    row_loss = mul_add(z, mul(log_sum_exp, log_sum_exp), row_loss);
  }
  return keep_if(group.live, row_loss);
}

/// What exp(x - max) is multiplied by in the gradient; `mass` is the sum of the weighted target.
simd::Vec gradient_factor(const Call& call, const GroupStatistics& statistics, simd::Vec mass) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  if (call.z > 0.0) {
    const Vec log_sum_exp = add(statistics.max, statistics.log_sum_exp);
    mass = mul_add(splat(static_cast<float>(2.0 * call.z)), log_sum_exp, mass);
  }
  return div(mul(mass, splat(static_cast<float>(call.gradient_scale))), statistics.sum_exp);
}

/// Makes the gradient 0 where a row is not live.
LABEL_SMOOTHING_NOINLINE LABEL_SMOOTHING_SMALL void clear_inert_rows(const Call& call,
                                                                     const Group& group) {
  float live[simd::kLanes];
  simd::store(live, simd::keep_if(group.live, simd::splat(1.0F)));
  const std::size_t rows = std::min(call.logits.rows - group.first, simd::kLanes);
  for (std::size_t i = 0; i < rows; ++i) {
    if (live[i] == 0.0F) inert_row(call.gradient_row(group.first + i), call.classes());
  }
}

/// What every group of a call computes with. (With all this found anew for each a gradient takes a
/// twentieth longer.)
struct UniformShares {
  /// What the target class has more than the others, and what these have.
  simd::Vec extra;
  simd::Vec other;
  bool any_extra;
  bool any_other;
  /// Shares in the gradient.
  simd::Vec minus_target;
  simd::Vec minus_other;
  /// Beside the others' share the floor of an exponential is rounded away.
  bool hides_floor;

  UniformShares(const Call& call, const Shares& shares)
      : extra(simd::splat(static_cast<float>(shares.target - shares.other))),
        other(simd::splat(static_cast<float>(shares.other))),
        any_extra(shares.target > shares.other),
        any_other(shares.other > 0.0),
        minus_target(simd::splat(static_cast<float>(-shares.target * call.gradient_scale))),
        minus_other(simd::splat(static_cast<float>(-shares.other * call.gradient_scale))),
        hides_floor(shares.other > 0x1p-100 && call.z == 0.0) {}
};

/// Class indices, uniform, no class weights: sums over the row are all it takes.
LABEL_SMOOTHING_NOINLINE simd::Vec short_uniform_rows(const Call& call, const UniformShares& shares,
                                                      const Group& group, simd::IntVec target) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const std::size_t classes = call.classes();
  Vec column[internal::kMaxGroupClasses];
  const RowGroup<const float> rows(call.logits.data, call.logits.rows, classes, group.first);
  const Vec max = internal::load_columns_inline(rows, classes, column);
  const Vec x_target = internal::gather(rows, target);
  Vec sum_shifted = splat(0.0F);
  const GroupStatistics statistics = internal::replace_by_exp(
      column, classes, max,
      [&](std::size_t /*j*/, Vec shifted) { sum_shifted = add(sum_shifted, shifted); });

  // The target class has its part of what everybody gets, and more.
  Vec row_loss = statistics.log_sum_exp;
  if (shares.any_extra) row_loss = neg_mul_add(shares.extra, sub(x_target, max), row_loss);
  if (shares.any_other) row_loss = neg_mul_add(shares.other, sum_shifted, row_loss);
  const Vec loss = losses_of(call, group, statistics, row_loss);
  if (call.gradient == nullptr) return loss;
  const Vec factor = gradient_factor(call, statistics, splat(1.0F));
  if (!shares.hides_floor) {
    const Vec floor = exp_floor();
    for (std::size_t j = 0; j < classes; ++j) column[j] = zero_at_floor(column[j], floor);
  }
  const Vec at_target = mul_add(factor, internal::lanes_of(column, target), shares.minus_target);
  const RowGroup<float> out(call.gradient_row(group.first), rows);
  const Vec minus_other = shares.minus_other;
  internal::store_columns(out, classes,
                          [&](std::size_t j) { return mul_add(factor, column[j], minus_other); });
  internal::scatter(out, target, at_target);
  if (!all(group.live)) clear_inert_rows(call, group);
  return loss;
}

/// Everything else: `qw` holds the columns of the weighted target.
LABEL_SMOOTHING_NOINLINE simd::Vec short_rows(const Call& call, const Group& group,
                                              simd::Vec qw[]) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  const std::size_t classes = call.classes();
  const Vec zero = splat(0.0F);
  Vec column[internal::kMaxGroupClasses];
  const Vec max = internal::load_columns({call.logits.data, call.logits.rows, classes, group.first},
                                         classes, column);
  DoubleVec mass_sum = zero_double();  // many equal shares would round the same way in float
  Vec row_loss = zero;
  const GroupStatistics statistics =
      internal::replace_by_exp(column, classes, max, [&](std::size_t j, Vec shifted) {
        mass_sum = add_to_double(mass_sum, qw[j]);
        row_loss = sub(row_loss, zero_if(equal(qw[j], zero), mul(qw[j], shifted)));
      });
  const Vec mass = to_single(mass_sum);
  row_loss = mul_add(mass, statistics.log_sum_exp, row_loss);
  const Vec loss = losses_of(call, group, statistics, row_loss);
  if (call.gradient == nullptr) return loss;
  const Vec factor = gradient_factor(call, statistics, mass);
  const Vec scale = splat(static_cast<float>(call.gradient_scale));
  const Vec floor = exp_floor();
  internal::store_columns(
      {call.gradient, call.logits.rows, classes, group.first}, classes, [&](std::size_t j) {
        return sub(mul(factor, zero_at_floor(column[j], floor)), mul(scale, qw[j]));
      });
  if (!all(group.live)) clear_inert_rows(call, group);
  return loss;
}

/// Takes rows of class indices in groups. In a function of its own, as it is called from one that
/// is built to be small.
template <class Losses>
LABEL_SMOOTHING_NOINLINE void for_each_indexed_group(const Call& call, LossWriter& writer,
                                                     Span<const std::int32_t> targets,
                                                     Losses losses) {
  for (std::size_t first = 0; first < targets.size; first += simd::kLanes) {
    const internal::GroupTargets group = internal::targets_of(
        targets, first, call.options.ignore_index, call.options.smoothing.padding_index);
    writer.write_group(first, targets.size, losses(Group{first, group.live}, group.index));
  }
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

/// Whether `mean` meets rows none of which counts.
bool all_ignored(const CrossEntropyOptions& options, std::size_t counted, std::size_t rows) {
  return options.reduction == Reduction::mean && counted == 0 && rows > 0;
}

struct Counted {
  /// Whether every target is a class or the ignore index.
  bool valid;
  /// The rows that count.
  std::size_t rows;
};

/// Looks at every target before anything is written. (Without a branch compilers make vectors of
/// it, in WebAssembly when they are told to.)
LABEL_SMOOTHING_NOINLINE Counted count(Span<const std::int32_t> targets,
                                       const CrossEntropyOptions& options, std::size_t classes) {
  const std::int32_t ignored = options.ignore_index;
  const std::int32_t padding = options.smoothing.padding_index;
  // As unsigned integers negative ones are greater than every class.
  const auto last = static_cast<std::uint32_t>(std::min<std::size_t>(classes, 1U << 31U) - 1);
  std::size_t invalid = 0;
  std::size_t rows = 0;
#if defined(__EMSCRIPTEN__)
#pragma clang loop vectorize(enable) interleave(disable)
#endif
  for (std::size_t r = 0; r < targets.size; ++r) {
    const std::int32_t target = targets[r];
    const bool is_class = static_cast<std::uint32_t>(target) <= last;
    invalid += target != ignored && !is_class ? 1 : 0;
    rows += target != ignored && target != padding ? 1 : 0;
  }
  return {invalid == 0, rows};
}

LABEL_SMOOTHING_SMALL Status with_indices(MatrixView<const float> logits,
                                          Span<const std::int32_t> targets,
                                          const CrossEntropyOptions& options,
                                          const LossOutput& loss,
                                          const MatrixView<float>* gradient) {
  if (targets.size != logits.rows || !shapes_fit(logits, options, loss, gradient)) {
    return Status::wrong_length;
  }
  const Status status = check_options(options, logits.cols);
  if (status != Status::ok) return status;

  const Span<const float> weights = options.class_weights;
  const auto counts = [&](std::int32_t target) {
    return target != options.ignore_index && target != options.smoothing.padding_index;
  };
  const Counted counted = count(targets, options, logits.cols);
  if (!counted.valid) return Status::target_out_of_range;
  const bool none_counts = all_ignored(options, counted.rows, logits.rows);
  if (none_counts && options.all_ignored == AllIgnored::fail) return Status::all_ignored;

  double weight = static_cast<double>(counted.rows);
  if (!weights.empty()) {
    weight = 0.0;
    for (const std::int32_t target : targets) {
      if (counts(target)) weight += static_cast<double>(weights[index_of(target)]);
    }
  }
  const double divisor = internal::divisor_of(options.reduction, weight, logits.rows);
  // Class weights do not touch the z term: `mean` divides it by the number of rows that count.
  const double z_divisor =
      internal::divisor_of(options.reduction, static_cast<double>(counted.rows), logits.rows);
  const Call call{logits, options, gradient == nullptr ? nullptr : gradient->data, 1.0 / divisor,
                  counted.rows == 0 ? 0.0 : options.z_loss * (divisor / z_divisor)};
  LossWriter losses(options.reduction, loss);
  const Shares shares = internal::shares_of(options.smoothing, logits.cols);
  const TargetRecipe recipe(options.smoothing, weights, logits.cols);
  const Convention convention = options.smoothing.convention;
  if (logits.cols <= internal::kMaxGroupClasses) {
    const bool uniform = weights.empty() && convention == Convention::uniform;
    const UniformShares uniform_shares(call, shares);
    std::optional<internal::ColumnRecipe> columns;
    if (!uniform) columns.emplace(recipe);
    for_each_indexed_group(call, losses, targets, [&](const Group& group, simd::IntVec target) {
      if (uniform) return short_uniform_rows(call, uniform_shares, group, target);
      simd::Vec qw[internal::kMaxGroupClasses];
      columns->make(target, qw);
      return short_rows(call, group, qw);
    });
  } else {
    const std::int32_t zero_column = internal::zero_column(options.smoothing);
    const bool equal_shares = weights.empty() && convention != Convention::prior;
    MeasuredRow ahead;
    for (std::size_t r = 0; r < logits.rows; ++r) {
      const Span<const float> x = logits.row(r);
      float* gradient_row = call.gradient_row(r);
      double row_loss = 0.0;
      if (!counts(targets[r])) {
        inert_row(gradient_row, logits.cols);
      } else if (equal_shares) {
        row_loss = long_row(call, shares, zero_column, r, targets[r], ahead);
      } else {
        row_loss = weighted_loss(call, recipe, x, {targets[r], nullptr}, gradient_row);
      }
      losses.write(r, row_loss);
    }
  }
  losses.finish(divisor, none_counts && options.all_ignored == AllIgnored::zero);
  return Status::ok;
}

/// False when the only mass of the row is on the padding class.
LABEL_SMOOTHING_NOINLINE bool counts_row(Span<const float> t, std::int32_t padding) {
  if (padding == kNoPadding || !(t[index_of(padding)] > 0.0F)) return true;
  for (std::size_t i = 0; i < t.size; ++i) {
    if (i != index_of(padding) && t[i] > 0.0F) return true;
  }
  return false;
}

LABEL_SMOOTHING_SMALL Status with_probabilities(MatrixView<const float> logits,
                                                MatrixView<const float> targets,
                                                const CrossEntropyOptions& options,
                                                const LossOutput& loss,
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

  const double divisor =
      internal::divisor_of(options.reduction, static_cast<double>(counted), logits.rows);
  const Call call{logits, options, gradient == nullptr ? nullptr : gradient->data, 1.0 / divisor,
                  options.z_loss};
  LossWriter losses(options.reduction, loss);
  const TargetRecipe recipe(options.smoothing, options.class_weights, logits.cols);
  if (logits.cols <= internal::kMaxGroupClasses) {
    const internal::ColumnRecipe columns(recipe);
    for (std::size_t first = 0; first < logits.rows; first += simd::kLanes) {
      float live[simd::kLanes];
      for (std::size_t i = 0; i < simd::kLanes; ++i) {
        const std::size_t row = first + i;
        live[i] = row < logits.rows && counts_row(targets.row(row), padding) ? 1.0F : 0.0F;
      }
      simd::Vec qw[internal::kMaxGroupClasses];
      internal::load_columns({targets.data, targets.rows, targets.cols, first}, targets.cols, qw);
      columns.smooth(qw);
      const Group group{first, simd::less(simd::splat(0.0F), simd::load(live))};
      losses.write_group(first, logits.rows, short_rows(call, group, qw));
    }
  } else {
    for (std::size_t r = 0; r < logits.rows; ++r) {
      const Span<const float> t = targets.row(r);
      float* gradient_row = call.gradient_row(r);
      double row_loss = 0.0;
      if (counts_row(t, padding)) {
        row_loss = weighted_loss(call, recipe, logits.row(r), {kNoPadding, t.data}, gradient_row);
      } else {
        inert_row(gradient_row, logits.cols);
      }
      losses.write(r, row_loss);
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
