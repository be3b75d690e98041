#pragma once

#include <cstdint>

#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// Gradient descent of the cross-entropy on the logits of one example: `steps` times
/// z <- z - learning_rate (softmax(z) - q), with q the smoothed target.
///
/// It comes to rest where softmax(z) = q, with the target's logit log(q[y] / q[k]) above another;
/// with alpha = 0 that gap grows for ever, like log t. A row of padding (`padded`) has no loss and
/// does not move.
///
/// logits: K numbers in double precision, read and written.
/// target: the class y, in [0, K).
/// learning_rate: finite, >= 0.
/// Errors: label_smoothing_out_of_range, too_few_classes, padding_index_out_of_range,
/// invalid_prior, target_out_of_range, invalid_learning_rate, not_finite. The same arguments give
/// the same bits on every platform without fused multiplication.
Status descend(Span<double> logits, std::int32_t target, const Smoothing& smoothing,
               double learning_rate, std::uint32_t steps);

}  // namespace label_smoothing
