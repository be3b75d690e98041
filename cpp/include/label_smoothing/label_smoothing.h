#pragma once

/// Label smoothing, cross-entropy and KL divergence over row-major float matrices: N rows, K
/// classes.
///
/// Every function checks its arguments first and returns a Status; unless it is `Status::ok`, no
/// output has been written. Functions allocate nothing, throw nothing and share no state, so
/// several threads may call them at once. The result of a row depends on that row alone.

#include "label_smoothing/binary_cross_entropy.h"
#include "label_smoothing/bootstrap.h"
#include "label_smoothing/calibration.h"
#include "label_smoothing/cross_entropy.h"
#include "label_smoothing/dataset.h"
#include "label_smoothing/descent.h"
#include "label_smoothing/entropy.h"
#include "label_smoothing/kl_divergence.h"
#include "label_smoothing/mlp.h"
#include "label_smoothing/reduction.h"
#include "label_smoothing/risk_coverage.h"
#include "label_smoothing/smoothing.h"
#include "label_smoothing/softmax.h"
#include "label_smoothing/status.h"
#include "label_smoothing/temperature.h"
#include "label_smoothing/transpose.h"
#include "label_smoothing/views.h"
