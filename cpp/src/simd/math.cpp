#include "simd/math.h"

namespace label_smoothing::simd::detail {

const ExpConstants kKeptExpConstants = kExpConstants;

}  // namespace label_smoothing::simd::detail
