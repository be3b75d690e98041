#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/calibration.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct BootstrapOptions {
  /// In [1, 1000000].
  std::size_t resamples = 1000;
  std::uint32_t seed = 0;
  /// Of the intervals, in (0, 1).
  double level = 0.95;
};

/// What chance alone would change.
struct CalibrationBootstrap {
  /// Percentile intervals of the accuracy and of confidence - accuracy, were as many rows drawn
  /// again. Their ends are interpolated linearly, as NumPy's default does.
  double accuracy_low;
  double accuracy_high;
  double gap_low;
  double gap_high;
  /// Mean and 95th percentile of the ECE of a perfectly calibrated model on as many rows of the
  /// same confidences: drawn again, the ECE itself would only grow.
  double ece_mean;
  double ece_high;
};

/// Draws predictions again from the bins of a calibration, by their counts: a row's confidence
/// counts as its bin's mean. Takes as long for a million rows as for a thousand.
///
/// bins: as a Calibrator measured them. scratch: 2 * resamples doubles. Where no bin has rows,
/// everything is NaN. The same bits for a seed on every platform.
/// Errors: invalid_count (resamples), invalid_level, wrong_length.
Status calibration_bootstrap(Span<const CalibrationBin> bins, const BootstrapOptions& options,
                             Span<double> scratch, CalibrationBootstrap& result);

}  // namespace label_smoothing
