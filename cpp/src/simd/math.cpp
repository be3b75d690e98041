#include "simd/math.h"

namespace label_smoothing::simd::detail {

const ExpConstants kKeptExpConstants = kExpConstants;
const LogConstants kKeptLogConstants = kLogConstants;

}  // namespace label_smoothing::simd::detail
