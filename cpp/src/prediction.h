#pragma once

#include <cstdint>
#include <cstring>

#include "label_smoothing/calibration.h"
#include "label_smoothing/views.h"

namespace label_smoothing::internal {

/// Confidences are >= 0 and far below 2, so their bits sort as they do and leave one to spare.
inline Prediction prediction_of(float confidence, bool right) {
  confidence += 0.0F;  // -0 becomes 0, whose bits are those of the smallest number
  std::uint32_t bits = 0;
  std::memcpy(&bits, &confidence, sizeof bits);
  return static_cast<Prediction>((bits << 1U) | std::uint32_t{right});
}

inline std::uint32_t key_of(Prediction prediction) {
  return static_cast<std::uint32_t>(prediction);
}

inline double confidence_of(Prediction prediction) {
  const std::uint32_t bits = key_of(prediction) >> 1U;
  float confidence = 0.0F;
  std::memcpy(&confidence, &bits, sizeof confidence);
  return static_cast<double>(confidence);
}

/// 1 or 0.
inline double right_of(Prediction prediction) {
  return static_cast<double>(key_of(prediction) & 1U);
}

inline bool are_tied(Prediction a, Prediction b) { return key_of(a) >> 1U == key_of(b) >> 1U; }

/// Sorts the first n of 2 n by confidence, ascending, in time proportional to n. What follows them
/// is overwritten.
void sort(Span<Prediction> predictions);

}  // namespace label_smoothing::internal
