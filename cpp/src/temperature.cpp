#include "label_smoothing/temperature.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "checks.h"
#include "double_math.h"

namespace label_smoothing {

namespace {

constexpr double kHottest = 64.0;
constexpr int kMostSteps = 200;
constexpr double kPrecision = 1e-7;

/// Mean of -log softmax(beta * x)[y] over the rows that count, with its first two derivatives
/// with respect to beta = 1 / T: E[x] - x[y] and Var[x] under softmax(beta * x).
struct Likelihood {
  double nll = 0.0;
  double slope = 0.0;
  double curvature = 0.0;
};

Likelihood likelihood(MatrixView<const float> logits, Span<const std::int32_t> targets,
                      std::int32_t ignore_index, double beta) {
  Likelihood total;
  double counted = 0.0;
  for (std::size_t r = 0; r < logits.rows; ++r) {
    if (targets[r] == ignore_index) continue;
    const Span<const float> x = logits.row(r);
    const double max = static_cast<double>(*std::max_element(x.begin(), x.end()));
    double sum = 0.0;
    double first = 0.0;
    double second = 0.0;
    for (const float value : x) {
      const double below = static_cast<double>(value) - max;
      const double weight = double_math::exp_nonpositive(beta * below);
      if (weight == 0.0) continue;  // a masked class: 0 * infinity must not arise
      sum += weight;
      first += weight * below;
      second += weight * below * below;
    }
    const double mean = first / sum;
    const double below_target = static_cast<double>(x[static_cast<std::size_t>(targets[r])]) - max;
    total.nll += double_math::log(sum) - beta * below_target;
    total.slope += mean - below_target;
    total.curvature += second / sum - mean * mean;
    counted += 1.0;
  }
  return {total.nll / counted, total.slope / counted, total.curvature / counted};
}

}  // namespace

Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result) {
  if (logits.cols == 0 || targets.size != logits.rows) return Status::wrong_length;
  bool any_counts = false;
  for (const std::int32_t target : targets) {
    if (target == ignore_index) continue;
    if (!internal::is_class(target, logits.cols)) return Status::target_out_of_range;
    any_counts = true;
  }
  if (!any_counts) return Status::all_ignored;

  const auto at = [&](double beta) { return likelihood(logits, targets, ignore_index, beta); };
  // The slope grows with beta; its zero lies between `low` and `high`, or the better end is taken.
  double low = 1.0 / kHottest;
  double high = kHottest;
  double beta = 1.0;
  if (at(low).slope >= 0.0) {
    beta = low;
  } else if (at(high).slope <= 0.0) {
    beta = high;
  } else {
    for (int step = 0; step < kMostSteps && high - low > kPrecision * beta; ++step) {
      const Likelihood here = at(beta);
      (here.slope > 0.0 ? high : low) = beta;
      // Newton's step where it stays inside, else halve the interval geometrically.
      const double newton = beta - here.slope / here.curvature;
      const double next = newton > low && newton < high ? newton : std::sqrt(low * high);
      if (std::abs(next - beta) <= kPrecision * beta) {
        beta = next;
        break;
      }
      beta = next;
    }
  }
  result = {1.0 / beta, at(1.0).nll, at(beta).nll};
  return Status::ok;
}

}  // namespace label_smoothing
