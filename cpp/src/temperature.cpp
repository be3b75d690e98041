#include "label_smoothing/temperature.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include "checks.h"
#include "double_math.h"
#include "row.h"
#include "row_group.h"
#include "simd/math.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using internal::RowGroup;
using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr int kMostSteps = 200;
/// The most that beta grows or shrinks in a step of Newton's; others go half as far.
constexpr double kMostFactor = 256.0;
/// Relative to beta. A Newton step as small as this ends within about its square of the zero.
constexpr double kSmallStep = 1e-5;
/// Neighboring floats are hardly closer.
constexpr float kSmallInterval = 1e-6F;
/// A sum this small beside the sum of magnitudes is rounding.
constexpr double kRounding = 1e-14;

/// The eight bits that hold the exponent of a float > 0, and the power of 2 that they stand for.
std::uint32_t exponent_field(float x) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits >> 23U;
}

float float_of_field(std::uint32_t field) {
  const std::uint32_t bits = field << 23U;
  float x = 0.0F;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

/// What the ends of the scale, beta = 0 and infinity, and the scale itself are found from. Masked
/// classes (-infinity) are left out.
struct Overview {
  /// Rows that count.
  double rows = 0.0;
  /// Every such row has a softmax.
  bool defined = true;
  /// All logits of a row are equal, for every row.
  bool constant = true;
  /// Every label has its row's greatest logit.
  bool always_right = true;
  /// Sum of x[y] - mean x, the negative slope of the likelihood at beta = 0, and of its magnitude.
  double lead = 0.0;
  double lead_size = 0.0;
  /// Sums of log(number of classes) and of log(number of greatest logits).
  double log_classes = 0.0;
  double log_greatest = 0.0;
  /// How many max - x > 0 there are of each binary exponent.
  std::uint32_t distances[256] = {};

  void add_row(Span<const float> x, std::int32_t target);
  /// A power of 2 that brings the median distance between a row's maximum and another logit near 1.
  float scale() const;
};

void Overview::add_row(Span<const float> x, std::int32_t target) {
  const float max = internal::row_max(x.data, x.size);
  double sum = 0.0;
  double classes = 0.0;
  double greatest = 0.0;
  for (const float each : x) {
    if (each == -kInfinity) continue;
    defined = defined && each < kInfinity;  // nor NaN
    sum += static_cast<double>(each);
    classes += 1.0;
    if (each < max) {
      ++distances[exponent_field(max - each)];
    } else {
      greatest += 1.0;
    }
  }
  const float on_target = x[static_cast<std::size_t>(target)];
  rows += 1.0;
  defined = defined && classes > 0.0;
  constant = constant && classes == greatest && on_target == max;
  always_right = always_right && on_target == max;
  const double row_lead = static_cast<double>(on_target) - sum / classes;
  lead += row_lead;
  lead_size += std::abs(row_lead);
  log_classes += double_math::log(classes);
  log_greatest += double_math::log(greatest);
}

float Overview::scale() const {
  std::uint64_t all = 0;
  for (const std::uint32_t each : distances) all += each;
  std::uint64_t until = distances[0];
  std::uint32_t median = 0;
  while (2 * until < all) until += distances[++median];
  // A field of e stands for 2^(e - 127).
  return float_of_field(std::clamp(254U - median, 1U, 253U));
}

/// Sums over the classes of kLanes rows, a row in each lane, with d = scale (x - max) and
/// e = exp(beta d).
struct Sums {
  /// Of e where d is 0, and where it is not: apart, so that rounding leaves every digit of what
  /// the other classes have.
  DoubleVec ones = zero_double();
  DoubleVec small = zero_double();
  /// Of e d and e d^2.
  DoubleVec first = zero_double();
  DoubleVec second = zero_double();

  void collect(const Vec column[], std::size_t classes, Vec max, Vec scale, float beta) {
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
      const Vec d = max_or_first(mul(scale, sub(column[j], max)), farthest);
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

/// Mean of -log softmax(beta x)[y] over the rows that count, x standing for the scaled logits, with
/// its first two derivatives with respect to beta: E[x] - x[y] and Var[x] under softmax(beta x).
struct Likelihood {
  double nll;
  double slope;
  double curvature;
};

LABEL_SMOOTHING_NOINLINE Likelihood likelihood(MatrixView<const float> logits,
                                               Span<const std::int32_t> targets,
                                               std::int32_t ignore_index, float scale_factor,
                                               float beta) {
  const Vec scale = splat(scale_factor);
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
      sums.collect(column, count, max, scale, beta);
    }
    const Vec one = splat(1.0F);
    const Vec ones = to_single(sums.ones);
    const Vec small = to_single(sums.small);
    const Vec sum = add(ones, small);
    const Vec mean = div(to_single(sums.first), sum);
    const Vec below_target = mul(scale, sub(internal::gather(group, target.index), max));
    const Vec variance = sub(div(to_single(sums.second), sum), mul(mean, mean));
    const Vec log_sum = log1p(add(sub(ones, one), small));
    const auto add_counting = [&](DoubleVec total, Vec value) {
      return add_to_double(total, keep_if(target.counts, value));
    };
    nll = add_counting(nll, neg_mul_add(splat(beta), below_target, log_sum));
    slope = add_counting(slope, sub(mean, below_target));
    curvature = add_counting(curvature, variance);
    counted = add_counting(counted, one);
  }
  const double n = reduce_add(counted);
  return {reduce_add(nll) / n, reduce_add(slope) / n, reduce_add(curvature) / n};
}

/// The beta > 0 at which the slope of the likelihood, which grows with beta, is 0.
template <class LikelihoodAt>
float zero_of_slope(LikelihoodAt at) {
  float low = 0.0F;
  float high = kInfinity;
  float beta = 1.0F;
  for (int step = 0; step < kMostSteps; ++step) {
    const Likelihood here = at(beta);
    (here.slope > 0.0 ? high : low) = beta;
    if (high - low <= kSmallInterval * beta) break;
    // Newton's step where it stays in the interval and near, else halve that geometrically.
    const double now = static_cast<double>(beta);
    const double least = std::max(static_cast<double>(low), now / kMostFactor);
    const double most = std::min(static_cast<double>(high), now * kMostFactor);
    const double newton = now - here.slope / here.curvature;
    const bool inside = newton >= least && newton <= most;
    beta = static_cast<float>(inside ? newton : std::sqrt(least * most));
    if (inside && std::abs(newton - now) <= kSmallStep * now) break;
  }
  return beta;
}

}  // namespace

Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result) {
  if (logits.cols == 0 || targets.size != logits.rows) return Status::wrong_length;
  Overview overview;
  for (std::size_t r = 0; r < logits.rows; ++r) {
    if (targets[r] == ignore_index) continue;
    if (!internal::is_class(targets[r], logits.cols)) return Status::target_out_of_range;
    overview.add_row(logits.row(r), targets[r]);
  }
  if (overview.rows == 0.0) return Status::all_ignored;

  if (!overview.defined) {
    result = {kNan, kNan, kNan};
    return Status::ok;
  }
  const float scale = overview.scale();
  const auto at = [&](float beta) {
    return likelihood(logits, targets, ignore_index, scale, beta);
  };
  const double before = at(1.0F / scale).nll;
  if (overview.constant) {
    result = {1.0, before, before};
  } else if (overview.lead <= kRounding * overview.lead_size) {
    const bool possible = overview.lead_size < static_cast<double>(kInfinity);
    result = {static_cast<double>(kInfinity), before,
              possible ? overview.log_classes / overview.rows : before};
  } else if (overview.always_right) {
    result = {0.0, before, overview.log_greatest / overview.rows};
  } else {
    const float beta = zero_of_slope(at);
    result = {1.0 / (static_cast<double>(scale) * static_cast<double>(beta)), before, at(beta).nll};
  }
  return Status::ok;
}

}  // namespace label_smoothing
