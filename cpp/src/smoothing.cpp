#include "label_smoothing/smoothing.h"

#include "checks.h"
#include "row.h"
#include "smoothed_target.h"

namespace label_smoothing {

Status smooth_targets(Span<const std::int32_t> targets, const Smoothing& smoothing,
                      MatrixView<float> out) {
  if (targets.size != out.rows) return Status::wrong_length;
  const std::size_t classes = out.cols;
  const Status status = internal::check_smoothing(smoothing, classes);
  if (status != Status::ok) return status;
  for (const std::int32_t target : targets) {
    if (!internal::is_class(target, classes)) return Status::target_out_of_range;
  }

  const double alpha = smoothing.label_smoothing;
  const internal::OnOff values = internal::on_off_values(smoothing, classes);
  const std::int32_t zero_column = internal::zero_column(smoothing);
  const bool has_prior = smoothing.convention == Convention::prior;
  // At once: rows may be short.
  if (!has_prior) {
    internal::fill_row(out.data, out.rows * classes, static_cast<float>(values.off));
  }
  for (std::size_t r = 0; r < out.rows; ++r) {
    const Span<float> q = out.row(r);
    const std::int32_t target = targets[r];
    if (target == zero_column) {
      internal::fill_row(q.data, classes, 0.0F);
      continue;
    }
    double on_target = values.on;
    if (has_prior) {
      for (std::size_t i = 0; i < classes; ++i) {
        q[i] = static_cast<float>(alpha * static_cast<double>(smoothing.prior[i]));
      }
      on_target += alpha * static_cast<double>(smoothing.prior[static_cast<std::size_t>(target)]);
    }
    if (zero_column != kNoPadding) q[static_cast<std::size_t>(zero_column)] = 0.0F;
    q[static_cast<std::size_t>(target)] = static_cast<float>(on_target);
  }
  return Status::ok;
}

}  // namespace label_smoothing
