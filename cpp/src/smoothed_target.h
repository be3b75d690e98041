#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/smoothing.h"

namespace label_smoothing::internal {

/// The on and off values of a smoothed one-hot target: of its class and of every other one. With
/// `Convention::prior` both gain alpha * prior[i] on top.
struct OnOff {
  double on;
  double off;
};

inline OnOff on_off_values(const Smoothing& smoothing, std::size_t classes) {
  const double alpha = smoothing.label_smoothing;
  const auto k = static_cast<double>(classes);
  switch (smoothing.convention) {
    case Convention::uniform:
      return {1.0 - alpha + alpha / k, alpha / k};
    case Convention::others:
      return {1.0 - alpha, alpha / (k - 1.0)};
    case Convention::padded:
      return {1.0 - alpha, alpha / (k - 2.0)};
    case Convention::prior:
      return {1.0 - alpha, 0.0};
  }
  return {1.0, 0.0};
}

/// The column that is 0 under `Convention::padded`, or kNoPadding.
inline std::int32_t zero_column(const Smoothing& smoothing) {
  return smoothing.convention == Convention::padded ? smoothing.padding_index : kNoPadding;
}

}  // namespace label_smoothing::internal
