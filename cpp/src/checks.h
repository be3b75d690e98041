#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/reduction.h"
#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"
#include "reduce.h"

/// Argument checks that several functions share.
namespace label_smoothing::internal {

/// alpha, K, padding index and prior, in this order.
Status check_smoothing(const Smoothing& smoothing, std::size_t classes);

inline bool is_class(std::int32_t target, std::size_t classes) {
  return target >= 0 && static_cast<std::size_t>(target) < classes;
}

/// Every value lies in [0, most]; `most` >= 0.
bool all_between_zero_and(float most, const float* values, std::size_t count);

/// No value is below `least` or above `most`; NaN is neither.
bool none_outside(float least, float most, const float* values, std::size_t count);

/// What rounding may add to a probability of 1, and to its logarithm.
inline constexpr float kLargestProbability = 1.0001F;
inline constexpr float kLargestLogProbability = 0.0001F;

/// T and 1 / T are floats with room for the distances of logits.
inline bool is_temperature(double value) { return value >= 1e-30 && value <= 1e30; }

/// Every value is finite and >= 0.
bool all_finite_nonnegative(const float* values, std::size_t count);

/// `loss` has room for what `reduction` writes: `elements` elements or one number.
inline bool fits(const LossOutput& loss, Reduction reduction, std::size_t elements) {
  return has_elements(reduction) ? loss.elements.size == elements : loss.reduced != nullptr;
}

template <class A, class B>
bool same_shape(const MatrixView<A>& a, const MatrixView<B>& b) {
  return a.rows == b.rows && a.cols == b.cols;
}

}  // namespace label_smoothing::internal
