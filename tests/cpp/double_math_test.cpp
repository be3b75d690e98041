#include "double_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace {

namespace double_math = label_smoothing::double_math;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Error in units in the last place of the expected result, which long double holds more exactly.
double ulps(double actual, long double expected) {
  const double rounded = static_cast<double>(expected);
  const double ulp = std::abs(std::nextafter(rounded, kInfinity) - rounded);
  return static_cast<double>(std::abs(static_cast<long double>(actual) - expected)) / ulp;
}

class DoubleMath : public testing::Test {
 protected:
  /// Calls check(x) for x in [low, high).
  template <class Check>
  void sweep(double low, double high, Check check) {
    std::uniform_real_distribution<double> distribution(low, high);
    for (int i = 0; i < 200000; ++i) check(distribution(random_));
  }

 private:
  std::mt19937_64 random_{20240601};
};

TEST_F(DoubleMath, ExpKeepsItsBound) {
  const auto check = [](double x) {
    EXPECT_LE(ulps(double_math::exp(x), std::exp(static_cast<long double>(x))),
              double_math::kExpMaxUlp)
        << x;
  };
  sweep(-1.0, 0.0, check);
  sweep(-708.0, 0.0, check);
  EXPECT_EQ(double_math::exp(0.0), 1.0);
  EXPECT_EQ(double_math::exp(-709.0), 0.0);
  EXPECT_EQ(double_math::exp(-kInfinity), 0.0);
  EXPECT_TRUE(std::isnan(double_math::exp(std::nan(""))));
}

TEST_F(DoubleMath, LogKeepsItsBound) {
  const auto check = [](double x) {
    EXPECT_LE(ulps(double_math::log(x), std::log(static_cast<long double>(x))),
              double_math::kLogMaxUlp)
        << x;
  };
  sweep(0.5, 2.5, check);
  sweep(-700.0, 700.0, [&](double x) { check(std::exp(x)); });
  EXPECT_EQ(double_math::log(1.0), 0.0);
  EXPECT_EQ(double_math::log(0.0), -kInfinity);
  EXPECT_EQ(double_math::log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(double_math::log(std::nan(""))));
}

TEST_F(DoubleMath, Log1pKeepsItsBound) {
  const auto check = [](double x) {
    EXPECT_LE(ulps(double_math::log1p(x), std::log1p(static_cast<long double>(x))),
              double_math::kLog1pMaxUlp)
        << x;
  };
  sweep(0.0, 100.0, check);
  sweep(-60.0, 0.0, [&](double x) { check(std::exp(x)); });
  EXPECT_EQ(double_math::log1p(0.0), 0.0);
  EXPECT_EQ(double_math::log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(double_math::log1p(std::nan(""))));
}

TEST_F(DoubleMath, SinAndCosKeepTheirBound) {
  const long double two_pi = 2 * std::acos(-1.0L);
  const auto check = [two_pi](double turns) {
    const double_math::SinCos both = double_math::sin_cos_of_turns(turns);
    const long double angle = two_pi * static_cast<long double>(turns);
    EXPECT_LE(std::abs(static_cast<long double>(both.sin) - std::sin(angle)),
              double_math::kSinCosMaxError)
        << turns;
    EXPECT_LE(std::abs(static_cast<long double>(both.cos) - std::cos(angle)),
              double_math::kSinCosMaxError)
        << turns;
  };
  sweep(-2.0, 2.0, check);
  sweep(-1e-6, 1e-6, check);
  for (int quarters = -9; quarters <= 9; ++quarters) {
    const double_math::SinCos both = double_math::sin_cos_of_turns(quarters / 4.0);
    const int rest = ((quarters % 4) + 4) % 4;
    EXPECT_EQ(both.cos, rest == 0 ? 1.0 : (rest == 2 ? -1.0 : 0.0));
    EXPECT_EQ(both.sin, rest == 1 ? 1.0 : (rest == 3 ? -1.0 : 0.0));
  }
}

}  // namespace
