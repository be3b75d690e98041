#include "random.h"

#include <cmath>

#include "double_math.h"

namespace label_smoothing::internal {

void Random::normal_pair(double pair[2]) {
  // 1 - uniform() is never 0.
  const double radius = std::sqrt(-2.0 * double_math::log(1.0 - uniform()));
  const double_math::SinCos direction = double_math::sin_cos_of_turns(uniform());
  pair[0] = radius * direction.cos;
  pair[1] = radius * direction.sin;
}

}  // namespace label_smoothing::internal
