#include "label_smoothing/descent.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "checks.h"
#include "double_math.h"
#include "smoothed_target.h"

namespace label_smoothing {

Status descend(Span<double> logits, std::int32_t target, const Smoothing& smoothing,
               double learning_rate, std::uint32_t steps) {
  const std::size_t classes = logits.size;
  const Status status = internal::check_smoothing(smoothing, classes);
  if (status != Status::ok) return status;
  if (!internal::is_class(target, classes)) return Status::target_out_of_range;
  constexpr double kLargest = std::numeric_limits<double>::max();
  if (!(learning_rate >= 0.0 && learning_rate <= kLargest)) return Status::invalid_learning_rate;
  for (const double logit : logits) {
    if (!(std::abs(logit) <= kLargest)) return Status::not_finite;
  }

  const std::int32_t zero_column = internal::zero_column(smoothing);
  if (target == zero_column) return Status::ok;
  const internal::OnOff values = internal::on_off_values(smoothing, classes);
  const auto target_of = [&](std::size_t i) {
    const auto index = static_cast<std::int32_t>(i);
    if (index == zero_column) return 0.0;
    const double value = index == target ? values.on : values.off;
    if (smoothing.convention != Convention::prior) return value;
    return value + smoothing.label_smoothing * static_cast<double>(smoothing.prior[i]);
  };
  for (; steps > 0; --steps) {
    const double max = *std::max_element(logits.begin(), logits.end());
    double sum = 0.0;
    for (const double logit : logits) sum += double_math::exp(logit - max);
    for (std::size_t i = 0; i < classes; ++i) {
      const double p = double_math::exp(logits[i] - max) / sum;
      logits[i] -= learning_rate * (p - target_of(i));
    }
  }
  return Status::ok;
}

}  // namespace label_smoothing
