#include "simd/math.h"

namespace label_smoothing::simd {

namespace detail {

const ExpConstants kKeptExpConstants{};
const LogConstants kKeptLogConstants{};

}  // namespace detail

Vec exp_nonpositive(Vec x) { return ExpNonpositive::in_registers()(x); }

}  // namespace label_smoothing::simd
