#include "simd/math.h"

namespace label_smoothing::simd {

const ExpConstants kExpConstants{};

namespace detail {

const LogConstants kKeptLogConstants{};

}  // namespace detail

Vec exp_nonpositive(Vec x, const ExpConstants& constants) {
  return ExpNonpositive::in_registers(constants)(x);
}

}  // namespace label_smoothing::simd
