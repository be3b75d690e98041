#include "double_math.h"

#include <cstdint>
#include <cstring>
#include <limits>

namespace label_smoothing::double_math {

namespace {

// log 2 in two parts; the first has 32 significant bits, so that its products with exponents are
// exact.
constexpr double kLog2High = 0x1.62e42feep-1;
constexpr double kLog2Low = 0x1.a39ef35793c76p-33;

constexpr int kMantissaBits = 52;

std::int64_t bits_of(double x) {
  std::int64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double double_of(std::int64_t bits) {
  double x = 0.0;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

}  // namespace

double exp(double x) {
  if (!(x >= -708.0)) return x < 0.0 ? 0.0 : x;
  // x = n log 2 + r with |r| <= log(2) / 2. Adding 1.5 * 2^52 rounds.
  constexpr double kShift = 0x1.8p52;
  const double n = (x * 0x1.71547652b82fep0 + kShift) - kShift;
  const double r = (x - n * kLog2High) - n * kLog2Low;
  // exp r = 1 + (r + r^2 (1/2! + r/3! + ... + r^11/13!)); what is left out is below 1e-17 of it.
  constexpr double kCoefficients[] = {1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0,
                                      1.0 / 3628800.0,    1.0 / 362880.0,    1.0 / 40320.0,
                                      1.0 / 5040.0,       1.0 / 720.0,       1.0 / 120.0,
                                      1.0 / 24.0,         1.0 / 6.0,         1.0 / 2.0};
  double sum = 0.0;
  for (const double coefficient : kCoefficients) sum = sum * r + coefficient;
  const double m = 1.0 + (r + r * r * sum);
  return double_of(bits_of(m) + static_cast<std::int64_t>(n) * (std::int64_t{1} << kMantissaBits));
}

double log(double x) {
  if (!(x > 0.0)) return x == 0.0 ? -std::numeric_limits<double>::infinity() : x;
  if (x > std::numeric_limits<double>::max()) return x;
  // x = 2^n m with sqrt(1/2) <= m < sqrt(2).
  const std::int64_t offset = bits_of(x) - bits_of(0x1.6a09e667f3bcdp-1);
  const std::int64_t n = offset >> kMantissaBits;
  const double m = double_of(bits_of(x) - n * (std::int64_t{1} << kMantissaBits));
  // With f = m - 1 and s = f / (2 + f): log m = 2 atanh s = f - s (f - 2 (s^2/3 + s^4/5 + ... +
  // s^20/21)), which rounds f, the large part, not at all; what is left out is below 1e-17 of it.
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  constexpr double kCoefficients[] = {2.0 / 21.0, 2.0 / 19.0, 2.0 / 17.0, 2.0 / 15.0, 2.0 / 13.0,
                                      2.0 / 11.0, 2.0 / 9.0,  2.0 / 7.0,  2.0 / 5.0,  2.0 / 3.0};
  double sum = 0.0;
  for (const double coefficient : kCoefficients) sum = (sum + coefficient) * z;
  const double exponent = static_cast<double>(n);
  return exponent * kLog2High + (f - (s * (f - sum) - exponent * kLog2Low));
}

double log1p(double x) {
  const double one_plus = 1.0 + x;
  if (!(one_plus <= std::numeric_limits<double>::max())) return one_plus;
  // What rounding took from 1 + x, to first order.
  return log(one_plus) + (x - (one_plus - 1.0)) / one_plus;
}

SinCos sin_cos_of_turns(double turns) {
  // turns = quarters / 4 + rest with |rest| <= 1/8, exactly. Adding 1.5 * 2^52 rounds.
  constexpr double kShift = 0x1.8p52;
  const double quarters = (turns * 4.0 + kShift) - kShift;
  const double x = (turns - quarters / 4.0) * 0x1.921fb54442d18p2;  // 2 pi
  const double z = x * x;
  // sin x = x - x z (1/3! - z/5! + ...), cos x = 1 - z (1/2! - z/4! + ...); what is left out is
  // below 1e-16 of it.
  constexpr double kSinCoefficients[] = {
      1.0 / 1307674368000.0, -1.0 / 6227020800.0, 1.0 / 39916800.0, -1.0 / 362880.0,
      1.0 / 5040.0,          -1.0 / 120.0,        1.0 / 6.0};
  constexpr double kCosCoefficients[] = {
      -1.0 / 20922789888000.0, 1.0 / 87178291200.0, -1.0 / 479001600.0, 1.0 / 3628800.0,
      -1.0 / 40320.0,          1.0 / 720.0,         -1.0 / 24.0,        1.0 / 2.0};
  double sin_sum = 0.0;
  for (const double coefficient : kSinCoefficients) sin_sum = sin_sum * z + coefficient;
  double cos_sum = 0.0;
  for (const double coefficient : kCosCoefficients) cos_sum = cos_sum * z + coefficient;
  const double sin = x - x * z * sin_sum;
  const double cos = 1.0 - z * cos_sum;
  switch (static_cast<std::int64_t>(quarters) & 3) {
    case 0:
      return {sin, cos};
    case 1:
      return {cos, -sin};
    case 2:
      return {-sin, -cos};
    default:
      return {-cos, sin};
  }
}

}  // namespace label_smoothing::double_math
