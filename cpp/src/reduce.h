#pragma once

#include <cstddef>

#include "label_smoothing/reduction.h"

namespace label_smoothing::internal {

/// What the sum of a loss is divided by; `mean_divisor` is what `Reduction::mean` divides by.
inline double divisor_of(Reduction reduction, double mean_divisor, std::size_t rows) {
  switch (reduction) {
    case Reduction::none:
    case Reduction::sum:
      return 1.0;
    case Reduction::mean:
      return mean_divisor;
    case Reduction::batchmean:
      return static_cast<double>(rows);
  }
  return 1.0;
}

}  // namespace label_smoothing::internal
