#pragma once

#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

struct TemperatureFit {
  /// T that minimizes the mean of -log softmax(x / T)[y], in [0, infinity]. Guo et al. 2017.
  double temperature;
  /// That mean at T = 1 and at the fitted T.
  double nll_before;
  double nll_after;
};

/// Temperature scaling: fits T on held-out logits. The negative log-likelihood is convex in 1 / T:
///
/// * T = 1 if the logits of every row are equal: T has no effect.
/// * T = infinity, exactly, if confidence only hurts: sum (x[y] - mean of the row's finite logits)
///   <= 0. softmax(x / T) is then uniform over the row's finite logits.
/// * T = 0, exactly, if every label has its row's greatest logit.
/// * Otherwise T is finite. Safeguarded Newton steps find it to a relative 1e-6, starting where the
///   median distance between a row's maximum and its other finite logits is 1.
///
/// A row without a softmax (it holds NaN or +infinity, or only -infinity) makes everything NaN.
///
/// logits: N x K, N >= 1. targets: N class indices in [0, K) or `ignore_index`, whose rows do not
/// count. Errors: wrong_length, target_out_of_range, all_ignored.
Status fit_temperature(MatrixView<const float> logits, Span<const std::int32_t> targets,
                       std::int32_t ignore_index, TemperatureFit& result);

}  // namespace label_smoothing
