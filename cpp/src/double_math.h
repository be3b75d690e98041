#pragma once

/// Elementary functions in double precision for what happens once in a row, or in making data: they
/// need no table, where the C library's carry 8 KB of them into a WebAssembly module, and give the
/// same bits on every platform. Errors are in units in the last place;
/// tests/cpp/double_math_test.cpp asserts the same numbers.
namespace label_smoothing::double_math {

inline constexpr double kExpMaxUlp = 1.5;
inline constexpr double kLogMaxUlp = 1.0;
inline constexpr double kLog1pMaxUlp = 1.5;
/// An absolute error.
inline constexpr double kSinCosMaxError = 2e-16;

/// exp(x) for x <= 0; 0 below -708. NaN for NaN.
double exp(double x);

/// log(x) for x that is 0, normal or infinite. -infinity for 0; NaN for NaN.
double log(double x);

/// log(1 + x) for x >= 0, accurate where x is small too. NaN for NaN.
double log1p(double x);

struct SinCos {
  double sin;
  double cos;
};

/// sin(2 pi turns) and cos(2 pi turns) for |turns| < 2^49; exact at multiples of a quarter.
SinCos sin_cos_of_turns(double turns);

}  // namespace label_smoothing::double_math
