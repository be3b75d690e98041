#pragma once

#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct TemperatureFit {
  /// T that minimizes the mean of -log softmax(x / T)[y], searched in [1/64, 64]. Guo et al. 2017.
  double temperature;
  /// That mean at T = 1 and at the fitted T.
  double nll_before;
  double nll_after;
};

/// Temperature scaling: fits T on held-out logits. The negative log-likelihood is convex in 1 / T,
/// so the optimum is found by safeguarded Newton steps to 1e-6 relative; it lies at the end of the
/// interval when every row is predicted right (1/64) or when confidence only hurts (64). A row
/// without softmax (NaN, +infinity, or nothing but -infinity in it) makes everything NaN.
///
/// logits: N x K, N >= 1. targets: N class indices in [0, K) or `ignore_index`, whose rows do not
/// count. Errors: wrong_length, target_out_of_range, all_ignored.
Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result);

}  // namespace label_smoothing
