#pragma once

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// Writes the transpose, with which data that lie as [classes, positions] become rows of classes
/// and results become such data again.
///
/// from: R x C. to: C x R, other memory than `from`. Errors: wrong_length.
Status transpose(MatrixView<const float> from, MatrixView<float> to);

}  // namespace label_smoothing
