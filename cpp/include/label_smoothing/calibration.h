#pragma once

#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// How predictions are sorted into bins by confidence, max p.
enum class Binning : std::int32_t {
  /// Bin b holds confidences in (b / B, (b + 1) / B], with edges rounded to float like confidences.
  /// The first bin includes confidence 0. Guo et al. 2017.
  equal_width,
  /// Rows sorted by confidence are cut after row ceil(b N / B) for b = 1 ... B. Each cut moves to
  /// the end of its tie, so equal confidences share a bin, and some bins may be empty.
  equal_mass,
};

struct CalibrationBin {
  /// Bounds of the confidence: of the bin's interval for equal width, of its rows for equal mass.
  double lower;
  double upper;
  /// Number of rows.
  double count;
  /// Mean confidence and accuracy of the rows; NaN if there are none.
  double confidence;
  double accuracy;
};

struct Calibration {
  /// Expected and maximum calibration error: the mean (weighted by count) and the maximum of
  /// |accuracy - confidence| over the bins that have rows.
  double ece;
  double mce;
  /// Mean of -log p[y]; +infinity if some p[y] is 0.
  double nll;
  /// Mean of sum (p - onehot(y))^2, in [0, 2].
  double brier;
  /// Share of rows whose most probable class (the first of equals) is y.
  double accuracy;
  /// Mean of max p.
  double confidence;
  /// Mean over the classes of the ECE, in bins of equal width, of P(class) against the class's
  /// frequency.
  double classwise_ece;
  /// The ECE in bins of equal mass.
  double adaptive_ece;
  /// sqrt(max(0, sum of n_b / n ((acc - conf)^2 - acc (1 - acc) / (n_b - 1)))) over the bins, where
  /// a bin of one row adds 0. Kumar, Liang and Ma 2019.
  double debiased_ece;
  /// The same without the correction: sqrt(sum of n_b / n (acc - conf)^2).
  double rmsce;
  /// max |sum of (confidence - correct)| / n over the rows sorted by confidence, at the ends of
  /// ties only. Kolmogorov-Smirnov; Gupta et al. 2021.
  double ks;
};

/// Measures how well probabilities match outcomes.
///
/// probs: N x K values in [0, 1] (a rounding excess of 1e-4 is accepted); a single column holds
/// P(1), so that a row is [1 - p, p]. targets: N class indices in [0, K), or in [0, 1] with a
/// single column, or `ignore_index`, whose rows do not count whatever they hold. scratch: N values;
/// without any, which only `equal_width` allows, adaptive_ece and ks are NaN. bins: room for B >= 1
/// bins. Where no row counts every measure is NaN and the bins are empty. Results do not depend on
/// the order of the rows. Errors: wrong_length, invalid_bins, target_out_of_range,
/// target_not_a_probability (a value that is not in [0, 1]).
Status calibration(MatrixView<const float> probs, Span<const std::int32_t> targets, Binning binning,
                   Span<std::uint64_t> scratch, Calibration& result, Span<CalibrationBin> bins,
                   std::int32_t ignore_index = -100);

}  // namespace label_smoothing
