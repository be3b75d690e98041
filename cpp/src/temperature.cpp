#include "label_smoothing/temperature.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "checks.h"
#include "row.h"
#include "row_group.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using internal::RowGroup;
using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr float kHottest = 64.0F;
constexpr int kMostSteps = 200;
/// Relative to beta. A Newton step as small as this ends within about its square of the zero.
constexpr double kSmallStep = 1e-5;
/// Neighboring floats are hardly closer.
constexpr float kSmallInterval = 1e-6F;

/// Sums over the classes of kLanes rows, a row in each lane, with d = x - max and e = exp(beta d).
struct Sums {
  /// Of e where d is 0, and where it is not: apart, so that rounding leaves every digit of what
  /// the other classes have.
  DoubleVec ones = zero_double();
  DoubleVec small = zero_double();
  /// Of e d and e d^2.
  DoubleVec first = zero_double();
  DoubleVec second = zero_double();

  void collect(const Vec column[], std::size_t classes, Vec max, float beta) {
    const ExpNonpositive exp_of = ExpNonpositive::in_registers();
    const Vec beta_vec = splat(beta);
    // A masked class is infinitely far: from here on e is 0, and e d must be too.
    const Vec farthest = splat(2.0F * kExpLowest / beta);
    const Vec floor = exp_floor();
    const Vec zero = splat(0.0F);
    const Vec one = splat(1.0F);
    Vec few_ones = zero;
    Vec few_small = zero;
    Vec few_first = zero;
    Vec few_second = zero;
    for (std::size_t j = 0; j < classes; ++j) {
      const Vec d = max_or_first(sub(column[j], max), farthest);
      const Vec e = zero_at_floor(exp_of(mul(beta_vec, d)), floor);
      const Mask greatest = equal(d, zero);
      few_ones = add(few_ones, keep_if(greatest, one));
      few_small = add(few_small, zero_if(greatest, e));
      const Vec ed = mul(e, d);
      few_first = add(few_first, ed);
      few_second = mul_add(ed, d, few_second);
    }
    ones = add_to_double(ones, few_ones);
    small = add_to_double(small, few_small);
    first = add_to_double(first, few_first);
    second = add_to_double(second, few_second);
  }
};

Vec row_maxima(const RowGroup<const float>& group, std::size_t classes) {
  float max[kLanes];
  for (std::size_t i = 0; i < kLanes; ++i) max[i] = internal::row_max(group.row[i], classes);
  return load(max);
}

/// Mean of -log softmax(beta x)[y] over the rows that count, with its first two derivatives with
/// respect to beta = 1 / T: E[x] - x[y] and Var[x] under softmax(beta x). NaN where a row has no
/// softmax.
struct Likelihood {
  double nll;
  double slope;
  double curvature;
};

LABEL_SMOOTHING_NOINLINE Likelihood likelihood(MatrixView<const float> logits,
                                               Span<const std::int32_t> targets,
                                               std::int32_t ignore_index, float beta) {
  DoubleVec nll = zero_double();
  DoubleVec slope = zero_double();
  DoubleVec curvature = zero_double();
  DoubleVec counted = zero_double();
  const std::size_t classes = logits.cols;
  for (std::size_t start = 0; start < logits.rows; start += kLanes) {
    const RowGroup group(logits.data, logits.rows, classes, start);
    const internal::GroupTargets target =
        internal::targets_of(targets, start, ignore_index, kNoPadding);
    Vec column[internal::kMaxGroupClasses];
    const bool is_long = classes > internal::kMaxGroupClasses;
    Vec max = is_long ? row_maxima(group, classes) : splat(0.0F);
    Sums sums;
    for (std::size_t done = 0; done < classes; done += internal::kMaxGroupClasses) {
      const std::size_t count = std::min(internal::kMaxGroupClasses, classes - done);
      const Vec greatest =
          internal::load_columns({logits.data + done, logits.rows, classes, start}, count, column);
      if (!is_long) max = greatest;
      sums.collect(column, count, max, beta);
    }
    const Vec one = splat(1.0F);
    const Vec ones = to_single(sums.ones);
    const Vec small = to_single(sums.small);
    const Vec sum = add(ones, small);
    const Vec mean = div(to_single(sums.first), sum);
    const Vec below_target = sub(internal::gather(group, target.index), max);
    const Vec variance = sub(div(to_single(sums.second), sum), mul(mean, mean));
    const Vec log_sum = log1p(add(sub(ones, one), small));
    const auto add_live = [&](DoubleVec total, Vec value) {
      return add_to_double(total, keep_if(target.live, value));
    };
    // Where there is no softmax the mean is NaN.
    nll = add_live(nll, add(neg_mul_add(splat(beta), below_target, log_sum), sub(mean, mean)));
    slope = add_live(slope, sub(mean, below_target));
    curvature = add_live(curvature, variance);
    counted = add_live(counted, one);
  }
  const double n = reduce_add(counted);
  return {reduce_add(nll) / n, reduce_add(slope) / n, reduce_add(curvature) / n};
}

}  // namespace

LABEL_SMOOTHING_SMALL Status fit_temperature(MatrixView<const float> logits,
                                             Span<const std::int32_t> targets,
                                             std::int32_t ignore_index, TemperatureFit& result) {
  if (logits.cols == 0 || targets.size != logits.rows) return Status::wrong_length;
  bool any_counts = false;
  for (const std::int32_t target : targets) {
    if (target == ignore_index) continue;
    if (!internal::is_class(target, logits.cols)) return Status::target_out_of_range;
    any_counts = true;
  }
  if (!any_counts) return Status::all_ignored;

  const auto at = [&](float beta) { return likelihood(logits, targets, ignore_index, beta); };
  const Likelihood unscaled = at(1.0F);
  // The slope grows with beta: its zero lies between 1 and the end to which the likelihood falls,
  // or beyond that end.
  float low = 1.0F;
  float high = 1.0F;
  const bool hotter = unscaled.slope >= 0.0;
  float& end = hotter ? low : high;
  end = hotter ? 1.0F / kHottest : kHottest;
  float beta = end;
  Likelihood here = at(beta);
  if (hotter ? here.slope < 0.0 : here.slope > 0.0) {
    beta = 1.0F;
    here = unscaled;
    for (int step = 0; step < kMostSteps && high - low > kSmallInterval * beta; ++step) {
      // Newton's step where it stays inside, else halve the interval geometrically.
      const double newton = static_cast<double>(beta) - here.slope / here.curvature;
      const bool inside = newton >= static_cast<double>(low) && newton <= static_cast<double>(high);
      const float next = inside ? static_cast<float>(newton) : std::sqrt(low * high);
      const bool is_last = inside && std::abs(newton - static_cast<double>(beta)) <=
                                         kSmallStep * static_cast<double>(beta);
      beta = next;
      here = at(beta);
      if (is_last) break;
      (here.slope > 0.0 ? high : low) = beta;
    }
  }
  // What has no likelihood has no best temperature either.
  const double temperature = std::isnan(here.slope) ? here.slope : 1.0 / static_cast<double>(beta);
  result = {temperature, unscaled.nll, here.nll};
  return Status::ok;
}

}  // namespace label_smoothing
