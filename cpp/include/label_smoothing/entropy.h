#pragma once

#include "label_smoothing/reduction.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// Shannon entropy in nats: -sum p log p of every row, with 0 log 0 = 0.
///
/// probs: N x K, values in [0, 1] (a rounding excess of 1e-4 is accepted); rows need not sum to 1;
/// NaN propagates. loss.elements: N, with `Reduction::none`. `mean` and `batchmean` divide by N.
/// N = 0: sum 0, else NaN. Errors: wrong_length, target_not_a_probability (a value outside [0, 1]).
Status entropy(MatrixView<const float> probs, Reduction reduction, const LossOutput& loss);

}  // namespace label_smoothing
