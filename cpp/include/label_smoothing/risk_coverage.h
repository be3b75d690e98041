#pragma once

#include "label_smoothing/calibration.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// The risk (share of wrong predictions) among the most confident rows, for every share of rows
/// that might be kept. Geifman and El-Yaniv 2017.
///
/// Equal confidences are kept or rejected in no particular order: each of such rows counts with
/// their mean error.
/// predictions: what Calibrator::add wrote for n rows, followed by as much room; they are sorted.
/// coverage, risk: the same number of points, at least 1. Point j keeps the k most confident rows,
/// k = 1 + (n - 1) j / (points - 1) rounded to the nearest integer (n if there is one point):
/// coverage is k / n, and risk that of these rows. aurc: the mean risk of coverages 1/n ... 1.
/// Everything is NaN for n = 0. Errors: wrong_length.
Status risk_coverage(Span<Prediction> predictions, Span<double> coverage, Span<double> risk,
                     double& aurc);

}  // namespace label_smoothing
