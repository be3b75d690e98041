#include "label_smoothing/risk_coverage.h"

#include <cmath>
#include <cstddef>
#include <limits>

#include "prediction.h"

namespace label_smoothing {

Status risk_coverage(Span<Prediction> predictions, Span<double> coverage, Span<double> risk,
                     double& aurc) {
  if (predictions.size % 2 != 0 || coverage.empty() || coverage.size != risk.size) {
    return Status::wrong_length;
  }
  const std::size_t n = predictions.size / 2;
  const std::size_t points = coverage.size;
  aurc = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t j = 0; j < points; ++j) coverage[j] = risk[j] = aurc;
  if (n == 0) return Status::ok;

  internal::sort(predictions);
  const auto all = static_cast<double>(n);
  const double step = points > 1 ? (all - 1.0) / static_cast<double>(points - 1) : 0.0;
  const auto kept_at = [&](std::size_t j) {
    return points > 1 ? std::floor(1.5 + step * static_cast<double>(j)) : all;
  };
  std::size_t point = 0;
  double kept = 0.0;
  double wrong = 0.0;
  double sum_of_risks = 0.0;
  for (std::size_t end = n; end > 0;) {
    // The rows [start, end) are tied.
    std::size_t start = end;
    double tied_wrong = 0.0;
    do {
      tied_wrong += 1.0 - internal::right_of(predictions[--start]);
    } while (start > 0 && internal::are_tied(predictions[start], predictions[start - 1]));
    const double mean_error = tied_wrong / static_cast<double>(end - start);
    for (std::size_t i = start; i < end; ++i) {
      const auto tied = static_cast<double>(i - start + 1);
      const double risk_here = (wrong + tied * mean_error) / (kept + tied);
      sum_of_risks += risk_here;
      for (; point < points && kept_at(point) <= kept + tied; ++point) {
        coverage[point] = (kept + tied) / all;
        risk[point] = risk_here;
      }
    }
    kept += static_cast<double>(end - start);
    wrong += tied_wrong;
    end = start;
  }
  aurc = sum_of_risks / all;
  return Status::ok;
}

}  // namespace label_smoothing
