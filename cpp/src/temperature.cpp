#include "label_smoothing/temperature.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
constexpr int kMostPasses = 200;
/// The most that beta grows or shrinks in a step of Newton's; others go half as far.
constexpr double kMostFactor = 256.0;
/// Relative to beta. A Newton step as small as this ends within about its square of the zero.
constexpr double kSmallStep = 1e-5;
/// Neighboring floats are hardly closer.
constexpr float kSmallInterval = 1e-6F;
/// A sum this small beside the sum of magnitudes is rounding.
constexpr double kRounding = 1e-14;
/// Rows of up to so many classes are faster kLanes at a time.
constexpr std::size_t kMostColumns = 128;
/// As many vectors are summed as floats.
constexpr std::size_t kRun = 64;

/// Sums over the classes with t = beta (x - max) and e = exp(t).
struct Sums {
  /// Of e where t is 0, and where it is not: apart, so that rounding leaves every digit of what
  /// the other classes have.
  Vec ones = splat(0.0F);
  Vec small = splat(0.0F);
  /// Of e t and e t^2.
  Vec first = splat(0.0F);
  Vec second = splat(0.0F);

  /// Adds so many vectors of logits, lane by lane.
  LABEL_SMOOTHING_NOINLINE void add_vectors(const float* x, std::size_t count, Vec max,
                                            float beta) {
    const ExpNonpositive exp_of = ExpNonpositive::in_registers();
    const Vec beta_vec = splat(beta);
    // Where e is 0, e t must be too, however far a masked class is.
    const Vec farthest = splat(2.0F * kExpLowest);
    const Vec floor = exp_floor();
    const Vec zero = splat(0.0F);
    const Vec one = splat(1.0F);
    for (std::size_t j = 0; j < count; ++j) {
      const Vec t = max_or_first(mul(beta_vec, sub(load(x + j * kLanes), max)), farthest);
      const Vec e = zero_at_floor(exp_of(t), floor);
      const Mask is_greatest = equal(t, zero);
      ones = add(ones, keep_if(is_greatest, one));
      small = add(small, zero_if(is_greatest, e));
      const Vec et = mul(e, t);
      first = add(first, et);
      second = mul_add(et, t, second);
    }
  }
};

/// Those of kLanes rows, a row in each lane.
struct GroupSums {
  Vec max;
  Sums of;
};

GroupSums sums_by_columns(const RowGroup<const float>& group, std::size_t classes, float beta) {
  Vec column[kMostColumns];
  GroupSums sums{internal::load_columns(group, classes, column), {}};
  sums.of.add_vectors(reinterpret_cast<const float*>(column), classes, sums.max, beta);
  return sums;
}

GroupSums sums_by_rows(const RowGroup<const float>& group, std::size_t classes, float beta) {
  const std::size_t whole = classes / kLanes;
  const Mask is_behind = lanes_from(kLanes - classes % kLanes);
  float lanes[5][kLanes] = {};
  for (std::size_t i = 0; i < group.size; ++i) {
    const float* x = group.row[i];
    const float max = internal::row_max(x, classes);
    // What is behind the whole vectors.
    float last[kLanes];
    store(last, select(is_behind, load(x + classes - kLanes), splat(-kInfinity)));
    DoubleVec totals[4] = {zero_double(), zero_double(), zero_double(), zero_double()};
    for (std::size_t v = 0; v < whole; v += kRun) {
      Sums sums;
      sums.add_vectors(x + v * kLanes, std::min(kRun, whole - v), splat(max), beta);
      if (v + kRun >= whole) sums.add_vectors(last, 1, splat(max), beta);
      totals[0] = add_to_double(totals[0], sums.ones);
      totals[1] = add_to_double(totals[1], sums.small);
      totals[2] = add_to_double(totals[2], sums.first);
      totals[3] = add_to_double(totals[3], sums.second);
    }
    for (std::size_t k = 0; k < 4; ++k) lanes[k][i] = static_cast<float>(reduce_add(totals[k]));
    lanes[4][i] = max;
  }
  return {load(lanes[4]), {load(lanes[0]), load(lanes[1]), load(lanes[2]), load(lanes[3])}};
}

/// Of kLanes rows, a row in each lane: see TemperatureSearch::Likelihood.
struct GroupLikelihood {
  float nll[kLanes];
  float slope[kLanes];
  float curvature[kLanes];
};

GroupLikelihood likelihood(const RowGroup<const float>& group, std::size_t classes, IntVec target,
                           float beta) {
  const auto [max, sums] = classes <= kMostColumns ? sums_by_columns(group, classes, beta)
                                                   : sums_by_rows(group, classes, beta);
  const Vec sum = add(sums.ones, sums.small);
  const Vec mean = div(sums.first, sum);
  const Vec on_target = mul(splat(beta), sub(internal::gather(group, target), max));
  const Vec log_sum = log1p(add(sub(sums.ones, splat(1.0F)), sums.small));
  GroupLikelihood of;
  store(of.nll, sub(log_sum, on_target));
  store(of.slope, sub(mean, on_target));
  store(of.curvature, sub(div(sums.second, sum), mul(mean, mean)));
  return of;
}

}  // namespace

void TemperatureSearch::Overview::add_row(Span<const float> x, std::int32_t target) {
  const float max = internal::row_max(x.data, x.size);
  double sum = 0.0;
  double classes = 0.0;
  double greatest = 0.0;
  for (const float each : x) {
    if (each == -kInfinity) continue;
    defined = defined && each < kInfinity;  // nor NaN
    sum += static_cast<double>(each);
    classes += 1.0;
    if (each == max) greatest += 1.0;
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

Status TemperatureSearch::add(MatrixView<const float> logits, Span<const std::int32_t> targets) {
  if (logits.cols == 0 || targets.size != logits.rows) return Status::wrong_length;
  if (passes_ == 0) {
    for (std::size_t r = 0; r < logits.rows; ++r) {
      if (targets[r] == ignore_index_) continue;
      if (!internal::is_class(targets[r], logits.cols)) return Status::target_out_of_range;
      overview_.add_row(logits.row(r), targets[r]);
    }
  }
  for (std::size_t first = 0; first < logits.rows; first += kLanes) {
    const RowGroup group(logits.data, logits.rows, logits.cols, first);
    const IntVec target = internal::targets_of(targets, first, ignore_index_, ignore_index_).index;
    const GroupLikelihood of = likelihood(group, logits.cols, target, beta_);
    // Row by row, so that parts may end anywhere.
    for (std::size_t i = 0; i < group.size; ++i) {
      if (targets[first + i] == ignore_index_) continue;
      pass_.nll += static_cast<double>(of.nll[i]);
      pass_.slope += static_cast<double>(of.slope[i]);
      pass_.curvature += static_cast<double>(of.curvature[i]);
    }
  }
  return Status::ok;
}

bool TemperatureSearch::end_pass() {
  const bool is_done = (passes_ == 0 && is_at_bound()) || step();
  ++passes_;
  pass_ = {};
  return is_done;
}

/// Whether the first pass alone tells T.
bool TemperatureSearch::is_at_bound() {
  const double n = overview_.rows;
  fit_.nll_before = pass_.nll / n;
  if (n == 0.0 || !overview_.defined) {
    fit_ = {kNan, kNan, kNan};
  } else if (overview_.constant) {
    fit_ = {1.0, fit_.nll_before, fit_.nll_before};
  } else if (overview_.lead <= kRounding * overview_.lead_size) {
    const bool possible = overview_.lead_size < static_cast<double>(kInfinity);
    fit_.temperature = static_cast<double>(kInfinity);
    fit_.nll_after = possible ? overview_.log_classes / n : fit_.nll_before;
  } else if (overview_.always_right) {
    fit_.temperature = 0.0;
    fit_.nll_after = overview_.log_greatest / n;
  } else {
    return false;
  }
  return true;
}

/// Goes to where the slope of the likelihood, which grows with beta, is 0. Answers whether that is
/// reached.
bool TemperatureSearch::step() {
  (pass_.slope > 0.0 ? high_ : low_) = beta_;
  const auto now = static_cast<double>(beta_);
  const auto low = static_cast<double>(low_);
  const auto high = static_cast<double>(high_);
  // Newton's step where it stays in the interval and near.
  const double least = std::max(low, now / kMostFactor);
  const double most = std::min(high, now * kMostFactor);
  double next = now * (1.0 - pass_.slope / pass_.curvature);
  const bool is_newton = next >= least && next <= most;
  if (!is_newton) {
    // From T = 1 to the unit of the logits, whatever that is; later halve what is near,
    // geometrically.
    const double unit = overview_.rows / overview_.lead_size;
    next = passes_ == 0 && unit > low && unit < high ? unit : std::sqrt(least * most);
  }
  beta_ = static_cast<float>(next);
  const double change = next / now - 1.0;
  fit_.temperature = 1.0 / next;
  // Of the parabola that the step goes along.
  fit_.nll_after = (pass_.nll + pass_.slope * change / 2.0) / overview_.rows;
  return (is_newton && std::abs(change) <= kSmallStep) || high_ - low_ <= kSmallInterval * beta_ ||
         passes_ == kMostPasses;
}

Status TemperatureSearch::result(TemperatureFit& fit) const {
  if (overview_.rows == 0.0) return Status::all_ignored;
  fit = fit_;
  return Status::ok;
}

Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result) {
  TemperatureSearch search(ignore_index);
  do {
    const Status status = search.add(logits, targets);
    if (status != Status::ok) return status;
  } while (!search.end_pass());
  return search.result(result);
}

}  // namespace label_smoothing
