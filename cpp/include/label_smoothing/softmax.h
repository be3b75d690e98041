#pragma once

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// Writes softmax(x / T) = exp((x - max x) / T) / sum exp((x - max x) / T) of every row.
///
/// temperature: T in [1e-30, 1e30].
/// logits, out: N x K; `out` may be the same memory as `logits`. A logit of -infinity is a masked
/// class with probability 0. A row that holds NaN or +infinity, or nothing but -infinity, gives
/// NaN. Errors: wrong_length, invalid_temperature. Accuracy: relative error <= 5e-7 + 1.4e-7 |x -
/// max x| (two roundings of that difference); probabilities below 2^-126 may be 0.
Status softmax(MatrixView<const float> logits, MatrixView<float> out, double temperature = 1.0);

/// Writes log softmax(x / T) = x / T - logsumexp(x / T) of every row. Shapes, edge rules and errors
/// as `softmax`; a masked class gives -infinity. Accuracy: relative error <= 1e-6, 2e-6 of a
/// logarithm that is nearly 0.
Status log_softmax(MatrixView<const float> logits, MatrixView<float> out, double temperature = 1.0);

}  // namespace label_smoothing
