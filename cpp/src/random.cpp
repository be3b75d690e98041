#include "random.h"

#include <algorithm>
#include <cmath>

#include "double_math.h"

namespace label_smoothing::internal {

namespace {

/// Successes are so few that counting up to them is fastest.
constexpr double kFewSuccesses = 10.0;

/// By inversion, for n p < kFewSuccesses and p <= 1/2.
double few_successes(Random& random, double n, double p) {
  const double odds = p / (1.0 - p);
  double probability = double_math::exp(n * double_math::log(1.0 - p));
  double rest = random.uniform();
  double k = 0.0;
  while (rest > probability && k < n) {
    rest -= probability;
    probability *= odds * (n - k) / (k + 1.0);
    k += 1.0;
  }
  return k;
}

/// log k! less log sqrt(2 pi) + (k + 1/2) log(k + 1) - (k + 1), which is Stirling's formula.
double stirling_error(double k) {
  double error = 0.0;
  while (k < 10.0) {
    error += (k + 1.5) * double_math::log((k + 2.0) / (k + 1.0)) - 1.0;
    k += 1.0;
  }
  const double inverse = 1.0 / (k + 1.0);
  const double square = inverse * inverse;
  return error + (1.0 / 12.0 - (1.0 / 360.0 - square / 1260.0) * square) * inverse;
}

/// By transformed rejection, for n p >= kFewSuccesses and p <= 1/2. Hoermann 1993, algorithm BTRS,
/// whose names these are.
double many_successes(Random& random, double n, double p) {
  const double deviation = std::sqrt(n * p * (1.0 - p));
  const double b = 1.15 + 2.53 * deviation;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double c = n * p + 0.5;
  const double v_r = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * deviation;
  const double odds = p / (1.0 - p);
  const double m = std::floor((n + 1.0) * p);
  for (;;) {
    const double u = random.uniform() - 0.5;
    const double v = random.uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2.0 * a / us + b) * u + c);
    if (us >= 0.07 && v <= v_r) return k;
    if (!(k >= 0.0 && k <= n)) continue;
    const double ratio = (m + 0.5) * double_math::log((m + 1.0) / (odds * (n - m + 1.0))) +
                         (n + 1.0) * double_math::log((n - m + 1.0) / (n - k + 1.0)) +
                         (k + 0.5) * double_math::log(odds * (n - k + 1.0) / (k + 1.0)) +
                         stirling_error(m) + stirling_error(n - m) - stirling_error(k) -
                         stirling_error(n - k);
    if (double_math::log(v * alpha / (a / (us * us) + b)) <= ratio) return k;
  }
}

}  // namespace

double Random::binomial(double n, double p) {
  const double rarer = std::min(p, 1.0 - p);
  const double k =
      n * rarer < kFewSuccesses ? few_successes(*this, n, rarer) : many_successes(*this, n, rarer);
  return p > rarer ? n - k : k;
}

void Random::normal_pair(double pair[2]) {
  // 1 - uniform() is never 0.
  const double radius = std::sqrt(-2.0 * double_math::log(1.0 - uniform()));
  const double_math::SinCos direction = double_math::sin_cos_of_turns(uniform());
  pair[0] = radius * direction.cos;
  pair[1] = radius * direction.sin;
}

}  // namespace label_smoothing::internal
