#include "label_smoothing/cross_entropy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "checks.h"
#include "double_math.h"
#include "reduce.h"
#include "row.h"
#include "row_group.h"
#include "simd/math.h"
#include "smoothed_target.h"
#include "targets.h"
#include "weighted_target.h"

// With q the smoothed target, w the class weights, s the weight of the row, T the temperature,
// p = softmax(x / T), lse = logsumexp(x / T) and M = sum q w:
//
//   loss     = s (-sum q w log p + z lse^2)
//            = s (M log sum exp((x - max) / T) + sum q w (max - x) / T + z lse^2)
//   gradient = s / T ((M + 2 z lse) p - q w)
//
// No term of the second form is negative, so nothing cancels. Rows of up to kMaxGroupClasses
// classes are computed kLanes at a time, longer ones one after the other.

namespace label_smoothing {

namespace {

// NOLINTBEGIN(google-build-using-namespace): every line below speaks their words
using namespace internal;
using namespace simd;
// NOLINTEND(google-build-using-namespace)

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// --- The call ----------------------------------------------------------------------------------

/// What all rows of a call share.
struct Call {
  MatrixView<const float> logits;
  const Targets& targets;
  /// Null when no gradient is wanted.
  float* gradient;
  /// What the sum of the gradients is multiplied by: 1 / T over the divisor of the reduction.
  double gradient_scale;
  /// Of the z-loss, times what the divisor of the reduction must not take from it.
  double z;
  ExpConstants constants;

  float* gradient_row(std::size_t r) const {
    return gradient == nullptr ? nullptr : gradient + r * logits.cols;
  }
};

/// Adds the z-loss to a row's loss, and to the mass that its softmax has in the gradient.
void add_z_loss(double z, double log_sum_exp, double& loss, double& mass) {
  if (z == 0.0) return;
  loss += z * log_sum_exp * log_sum_exp;
  mass += 2.0 * z * log_sum_exp;
}

// --- Long rows ---------------------------------------------------------------------------------

/// The loss of a row that counts, when `sum` is that of its exponentials; its gradient is left to
/// `write_gradient(factor)`, where p = factor * exps / mass.
template <class WriteGradient>
double finish_row(const Call& call, const Row& row, const ExpSum& sum, double weight, double mass,
                  double sum_below, float* gradient, WriteGradient write_gradient) {
  if (!sum.defined()) {
    if (gradient != nullptr) fill_row(gradient, row.count, kNan);
    return std::numeric_limits<double>::quiet_NaN();
  }
  const double rest = sum_less_one(sum, row, gradient);
  const double log_sum = double_math::log1p(rest);
  double loss = mass * log_sum + sum_below;
  const double max =
      static_cast<double>(row.max) * static_cast<double>(row.constants.inverse_temperature);
  add_z_loss(call.z, max + log_sum, loss, mass);
  if (gradient != nullptr) write_gradient(mass * weight * call.gradient_scale / (1.0 + rest));
  return weight * loss;
}

/// All classes but the target's have the same value: sums over the row are all it takes.
double uniform_row(const Call& call, const OnOff& values, std::size_t r, NextRow& next) {
  const Span<const float> x = call.logits.row(r);
  float* gradient = call.gradient_row(r);
  const Row row{x.data, x.size, next.max_of(x), call.constants};
  const auto y = static_cast<std::size_t>(call.targets.indices[r]);
  const double target_below = (static_cast<double>(row.max) - static_cast<double>(x[y])) *
                              static_cast<double>(row.constants.inverse_temperature);
  next.set(call.logits, r + 1);
  const RowStatistics statistics = row_statistics<true>(row, gradient, next);
  // From here on the exponentials may have overwritten x.
  double sum_below = 0.0;
  if (values.on > values.off) sum_below += (values.on - values.off) * target_below;
  if (values.off > 0.0) sum_below += values.off * statistics.sum_below;
  const double weight = call.targets.sample_weight(r);
  return finish_row(
      call, row, statistics.exp, weight, 1.0, sum_below, gradient, [&](double factor) {
        const double scale = weight * call.gradient_scale;
        const double exp = gradient[y] > kExpFloor ? static_cast<double>(gradient[y]) : 0.0;
        scale_row(gradient, row.count, static_cast<float>(factor),
                  static_cast<float>(values.off * scale), gradient);
        gradient[y] = static_cast<float>(factor * exp - values.on * scale);
      });
}

double weighted_row(const Call& call, const WeightedTarget& weighted, std::size_t r) {
  const Span<const float> x = call.logits.row(r);
  float* gradient = call.gradient_row(r);
  const Row row{x.data, x.size, row_max(x.data, x.size), call.constants};
  const RowTarget target = call.targets.of_row(r);
  const WeightedStatistics statistics = weighted_statistics(row, weighted, target, gradient);
  const double weight = call.targets.sample_weight(r);
  return finish_row(call, row, statistics.exp, weight, statistics.mass, statistics.sum_below,
                    gradient, [&](double factor) {
                      weighted_gradient(gradient, row.count, static_cast<float>(factor),
                                        static_cast<float>(weight * call.gradient_scale), weighted,
                                        target, gradient);
                    });
}

void long_rows(const Call& call, const WeightedTarget& weighted, LossReducer& losses) {
  const OnOff values = on_off_values(call.targets.options.smoothing, call.logits.cols);
  // A target with less than the others would have to be taken off their sum, and digits with it.
  const bool uniform = call.targets.are_unweighted(Convention::uniform) ||
                       (call.targets.are_unweighted(Convention::others) && values.on >= values.off);
  NextRow next;
  for (std::size_t r = 0; r < call.logits.rows; ++r) {
    double loss = 0.0;
    if (call.targets.counts(r)) {
      loss = uniform ? uniform_row(call, values, r, next) : weighted_row(call, weighted, r);
    } else if (call.gradient != nullptr) {
      fill_row(call.gradient_row(r), call.logits.cols, 0.0F);
    }
    losses.add_row(r, loss);
  }
}

// --- Short rows, kLanes at a time --------------------------------------------------------------

Vec splat_double(double value) { return splat(static_cast<float>(value)); }

/// `add_z_loss` lane by lane; `max` is still to be divided by T.
void add_z_losses(const Call& call, Vec max, const GroupStatistics& statistics, Vec& loss,
                  Vec& mass) {
  float log_sum_exp[kLanes];
  float losses[kLanes];
  float masses[kLanes];
  store(log_sum_exp, mul_add(max, splat(call.constants.inverse_temperature), statistics.log_sum));
  store(losses, loss);
  store(masses, mass);
  for (std::size_t i = 0; i < kLanes; ++i) {
    auto row_loss = static_cast<double>(losses[i]);
    auto row_mass = static_cast<double>(masses[i]);
    add_z_loss(call.z, static_cast<double>(log_sum_exp[i]), row_loss, row_mass);
    losses[i] = static_cast<float>(row_loss);
    masses[i] = static_cast<float>(row_mass);
  }
  loss = load(losses);
  mass = load(masses);
}

/// Makes the gradient 0 where a row does not count.
void clear_inert_rows(const Call& call, const Group& group) {
  float counts[kLanes];
  store(counts, keep_if(group.counts, splat(1.0F)));
  const std::size_t rows = std::min(call.logits.rows - group.first, kLanes);
  for (std::size_t i = 0; i < rows; ++i) {
    if (counts[i] != 0.0F) continue;
    fill_row(call.gradient_row(group.first + i), call.logits.cols, 0.0F);
  }
}

/// What every group of a call computes with.
struct UniformValues {
  Vec on_less_off;
  Vec off;
  bool any_on;
  bool any_off;
  /// In the gradient.
  Vec minus_on;
  Vec minus_off;
  /// Beside `off` the floor of an exponential is rounded away.
  bool hides_floor;

  UniformValues(const Call& call, const OnOff& values)
      : on_less_off(splat_double(values.on - values.off)),
        off(splat_double(values.off)),
        any_on(values.on > values.off),
        any_off(values.off > 0.0),
        minus_on(splat_double(-values.on * call.gradient_scale)),
        minus_off(splat_double(-values.off * call.gradient_scale)),
        hides_floor(values.off > 0x1p-100 && call.z == 0.0) {}
};

/// Class indices, uniform, no class weights: sums over the row are all it takes.
LABEL_SMOOTHING_NOINLINE Vec uniform_group(const Call& call, const UniformValues& values,
                                           const Group& group) {
  const std::size_t classes = call.logits.cols;
  const Vec inverse_temperature = splat(call.constants.inverse_temperature);
  const RowGroup<const float> rows(call.logits.data, call.logits.rows, classes, group.first);
  Vec column[kMaxGroupClasses];
  const Vec max = load_columns(rows, classes, column);
  const Vec x_target = gather(rows, group.target);
  Vec sum_shifted = splat(0.0F);
  const GroupStatistics statistics = replace_by_exp(
      column, classes, max, call.constants,
      [&](std::size_t /*j*/, Vec shifted) { sum_shifted = add(sum_shifted, shifted); });

  Vec loss = statistics.log_sum;
  if (values.any_on) {
    loss = neg_mul_add(values.on_less_off, mul(inverse_temperature, sub(x_target, max)), loss);
  }
  if (values.any_off) loss = neg_mul_add(values.off, mul(inverse_temperature, sum_shifted), loss);
  Vec mass = splat(1.0F);
  if (call.z > 0.0) add_z_losses(call, max, statistics, loss, mass);
  loss = keep_if(group.counts, mul(group.weight, loss));
  if (call.gradient == nullptr) return loss;

  const Vec scale = mul(group.weight, splat_double(call.gradient_scale));
  const Vec factor = div(mul(mass, scale), statistics.sum_exp);
  const Vec minus_off = mul(group.weight, values.minus_off);
  if (!values.hides_floor) {
    const Vec floor = exp_floor();
    for (std::size_t j = 0; j < classes; ++j) column[j] = zero_at_floor(column[j], floor);
  }
  const Vec exp_target = lanes_of(column, group.target);
  const Vec at_target = mul_add(factor, exp_target, mul(group.weight, values.minus_on));
  const RowGroup<float> out(call.gradient_row(group.first), rows);
  store_columns(out, classes, [&](std::size_t j) { return mul_add(factor, column[j], minus_off); });
  scatter(out, group.target, at_target);
  if (!all(group.counts)) clear_inert_rows(call, group);
  return loss;
}

/// Everything else: `qw` holds the columns of the weighted target.
LABEL_SMOOTHING_NOINLINE Vec weighted_group(const Call& call, const Group& group, const Vec qw[]) {
  const std::size_t classes = call.logits.cols;
  const Vec zero = splat(0.0F);
  Vec column[kMaxGroupClasses];
  const Vec max =
      load_columns({call.logits.data, call.logits.rows, classes, group.first}, classes, column);
  DoubleVec mass_sum = zero_double();  // many equal shares would round the same way in float
  Vec sum_below = zero;
  const GroupStatistics statistics =
      replace_by_exp(column, classes, max, call.constants, [&](std::size_t j, Vec shifted) {
        mass_sum = add_to_double(mass_sum, qw[j]);
        sum_below = sub(sum_below, zero_if(equal(qw[j], zero), mul(qw[j], shifted)));
      });

  Vec mass = to_single(mass_sum);
  Vec loss =
      mul_add(mass, statistics.log_sum, mul(splat(call.constants.inverse_temperature), sum_below));
  if (call.z > 0.0) add_z_losses(call, max, statistics, loss, mass);
  loss = keep_if(group.counts, mul(group.weight, loss));
  if (call.gradient == nullptr) return loss;

  const Vec scale = mul(group.weight, splat_double(call.gradient_scale));
  const Vec factor = div(mul(mass, scale), statistics.sum_exp);
  const Vec floor = exp_floor();
  store_columns({call.gradient, call.logits.rows, classes, group.first}, classes,
                [&](std::size_t j) {
                  return sub(mul(factor, zero_at_floor(column[j], floor)), mul(scale, qw[j]));
                });
  if (!all(group.counts)) clear_inert_rows(call, group);
  return loss;
}

void short_rows(const Call& call, const WeightedTarget& weighted, LossReducer& losses) {
  const auto& [logits, targets, gradient, gradient_scale, z, constants] = call;
  const bool uniform = targets.are_unweighted(Convention::uniform);
  const UniformValues values(call, on_off_values(targets.options.smoothing, logits.cols));
  const WeightedTargetColumns columns(weighted);
  for (std::size_t first = 0; first < logits.rows; first += kLanes) {
    const Group group = targets.of_group(first, logits.rows);
    if (uniform) {
      losses.add_group(first, logits.rows, uniform_group(call, values, group));
      continue;
    }
    Vec qw[kMaxGroupClasses];
    if (targets.are_probabilities) {
      load_columns({targets.probabilities.data, logits.rows, logits.cols, first}, logits.cols, qw);
      columns.smooth(qw);
    } else {
      columns.make(group.target, qw);
    }
    losses.add_group(first, logits.rows, weighted_group(call, group, qw));
  }
}

// --- Checks and reduction ----------------------------------------------------------------------

bool shapes_fit(MatrixView<const float> logits, const Targets& targets, const LossOutput& loss,
                const MatrixView<float>* gradient) {
  const CrossEntropyOptions& options = targets.options;
  const auto has = [](Span<const float> weights, std::size_t count) {
    return weights.empty() || weights.size == count;
  };
  const bool targets_fit = targets.are_probabilities ? same_shape(logits, targets.probabilities)
                                                     : targets.indices.size == logits.rows;
  return targets_fit && has(options.class_weights, logits.cols) &&
         has(options.sample_weights, logits.rows) && fits(loss, options.reduction, logits.rows) &&
         (gradient == nullptr || same_shape(logits, *gradient));
}

/// `gradient` is null when it is not wanted.
Status compute(MatrixView<const float> logits, const Targets& targets, const LossOutput& loss,
               const MatrixView<float>* gradient) {
  const CrossEntropyOptions& options = targets.options;
  if (!shapes_fit(logits, targets, loss, gradient)) return Status::wrong_length;
  LossTotals totals;
  if (loss.parts != nullptr) {
    totals = loss.parts->totals;
  } else {
    const Status status = targets.check(totals);
    if (status != Status::ok) return status;
  }

  const double rows = all_rows(loss, logits.rows);
  const bool none_counts = options.reduction == Reduction::mean && totals.rows == 0.0 && rows > 0.0;
  if (none_counts && options.all_ignored == AllIgnored::fail) return Status::all_ignored;

  const double divisor = divisor_of(options.reduction, totals.weight, rows);
  // Class weights never touch the z term, whose mean is that of the rows.
  const double z_divisor = divisor_of(options.reduction, totals.sample_weight, rows);
  const Call call{logits,
                  targets,
                  gradient == nullptr ? nullptr : gradient->data,
                  1.0 / options.temperature / divisor,
                  options.z_loss > 0.0 ? options.z_loss * (divisor / z_divisor) : 0.0,
                  ExpConstants::of_temperature(options.temperature)};
  LossReducer losses(options.reduction, loss);
  const WeightedTarget weighted(options.smoothing, options.class_weights, logits.cols);
  (logits.cols <= kMaxGroupClasses ? short_rows : long_rows)(call, weighted, losses);
  losses.finish(divisor, none_counts && options.all_ignored == AllIgnored::zero);
  return Status::ok;
}

}  // namespace

Status cross_entropy(MatrixView<const float> logits, Span<const std::int32_t> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss) {
  return compute(logits, {options, logits.cols, false, targets, {}}, loss, nullptr);
}

Status cross_entropy_and_gradient(MatrixView<const float> logits, Span<const std::int32_t> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient) {
  return compute(logits, {options, logits.cols, false, targets, {}}, loss, &gradient);
}

Status cross_entropy(MatrixView<const float> logits, MatrixView<const float> targets,
                     const CrossEntropyOptions& options, const LossOutput& loss) {
  return compute(logits, {options, logits.cols, true, {}, targets}, loss, nullptr);
}

Status cross_entropy_and_gradient(MatrixView<const float> logits, MatrixView<const float> targets,
                                  const CrossEntropyOptions& options, const LossOutput& loss,
                                  MatrixView<float> gradient) {
  return compute(logits, {options, logits.cols, true, {}, targets}, loss, &gradient);
}

Status cross_entropy_totals(Span<const std::int32_t> targets, std::size_t classes,
                            const CrossEntropyOptions& options, LossParts& parts) {
  return Targets{options, classes, false, targets, {}}.check(parts.totals);
}

Status cross_entropy_totals(MatrixView<const float> targets, const CrossEntropyOptions& options,
                            LossParts& parts) {
  return Targets{options, targets.cols, true, {}, targets}.check(parts.totals);
}

}  // namespace label_smoothing
