// The documented errors of the vector functions, over every float of their domains.

#include "simd/math.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <future>
#include <limits>
#include <random>
#include <string>
#include <thread>

#include "support.h"

namespace label_smoothing::test {
namespace {

using simd::kLanes;
using simd::Vec;

/// Every bit pattern when the environment says LABEL_SMOOTHING_EXHAUSTIVE=1, which takes a minute
/// of two processors; otherwise a sample. (All of them last passed on 2026-11-30 with
/// AVX2 and FMA and with plain floats, on 2026-11-28 with SSE2.)
std::uint32_t stride() {
  const char* exhaustive = std::getenv("LABEL_SMOOTHING_EXHAUSTIVE");
  return exhaustive != nullptr && std::string(exhaustive) == "1" ? 1 : 251;
}

std::uint32_t bits_of(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

float float_of(std::uint32_t bits) {
  float value = 0.0F;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

/// Distance in units in the last place of the exact result.
double error_in_ulp(float actual, double exact) {
  const int exponent = std::max(std::ilogb(exact), -126);
  return std::abs(static_cast<double>(actual) - exact) * std::ldexp(1.0, 23 - exponent);
}

struct Worst {
  double error = 0.5;  // what a correctly rounded result may have
  float at = 0.0F;
};

/// The bit patterns first, first + step, ... below `end`, and `end` itself.
template <class Function, class Exact>
Worst sweep_bits(std::uint64_t first, std::uint64_t end, std::uint64_t step, Function function,
                 Exact exact) {
  Worst worst;
  for (std::uint64_t bits = first; bits <= end; bits += kLanes * step) {
    float in[kLanes];
    float out[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) {
      in[i] = float_of(static_cast<std::uint32_t>(std::min(bits + i * step, end)));
    }
    simd::store(out, function(simd::load(in)));
    for (std::size_t i = 0; i < kLanes; ++i) {
      const double expected = exact(static_cast<double>(in[i]));
      if (out[i] == static_cast<float>(expected)) continue;
      const double error = error_in_ulp(out[i], expected);
      if (!(error <= worst.error)) worst = {error, in[i]};
    }
  }
  return worst;
}

/// Every float from `first` to `last`, which have the same sign; a part for each processor.
template <class Function, class Exact>
Worst sweep(float first, float last, Function function, Exact exact) {
  const std::uint64_t parts = std::max(1U, std::thread::hardware_concurrency());
  const std::uint64_t begin = bits_of(first);
  const std::uint64_t length = (bits_of(last) - begin) / parts + 1;
  std::vector<std::future<Worst>> results;
  for (std::uint64_t part = 0; part < parts; ++part) {
    const std::uint64_t from = begin + part * length;
    const std::uint64_t to = std::min<std::uint64_t>(from + length - 1, bits_of(last));
    results.push_back(std::async(std::launch::async,
                                 [=] { return sweep_bits(from, to, stride(), function, exact); }));
  }
  Worst worst;
  for (auto& result : results) {
    const Worst part = result.get();
    if (!(part.error <= worst.error)) worst = part;
  }
  testing::Test::RecordProperty("worst_ulp", std::to_string(worst.error));
  return worst;
}

float scalar(Vec (*function)(Vec), float x) {
  float lane[kLanes];
  simd::store(lane, function(simd::splat(x)));
  return lane[kLanes - 1];
}

double exact_exp(double x) { return std::exp(x); }
double exact_log(double x) { return std::log(x); }
double exact_log1p(double x) { return std::log1p(x); }

Vec exp_nonpositive(Vec x) { return simd::exp_nonpositive(x); }

TEST(Math, ExpOfNonpositiveNumbers) {
  // The bound grows with -x: each part of the range is held to that of its end nearest to 0.
  constexpr float kPart = 0.25F;
  for (float nearest = -0.0F; nearest > simd::kExpLowest; nearest -= kPart) {
    const float farthest = std::max(nearest - kPart, simd::kExpLowest);
    const Worst worst = sweep(nearest, farthest, exp_nonpositive, exact_exp);
    const double bound = simd::kExpNonpositiveMaxUlp -
                         simd::kExpNonpositiveMaxUlpPerUnit * static_cast<double>(nearest);
    EXPECT_LE(worst.error, bound) << "at " << worst.at;
  }
}

/// exp_nonpositive with 0 in place of its floor.
Vec floored(Vec x) { return simd::zero_at_floor(simd::exp_nonpositive(x), simd::exp_floor()); }

TEST(Math, ExpOfNonpositiveNumbersBelowTheRange) {
  EXPECT_EQ(scalar(exp_nonpositive, -0.0F), 1.0F);
  EXPECT_EQ(scalar(floored, -0.0F), 1.0F);
  EXPECT_EQ(scalar(floored, -60.0F), scalar(exp_nonpositive, -60.0F));
  EXPECT_NEAR(static_cast<double>(simd::kExpFloor), 0x1p-126, 0x1p-140);
  EXPECT_GE(scalar(exp_nonpositive, -kInfinity), 0x0.ffffp-126F);
  EXPECT_EQ(scalar(floored, simd::kExpLowest), 0.0F);
  EXPECT_EQ(scalar(floored, -88.0F), 0.0F);
  EXPECT_EQ(scalar(floored, -1e30F), 0.0F);
  EXPECT_EQ(scalar(floored, std::numeric_limits<float>::lowest()), 0.0F);
  EXPECT_EQ(scalar(floored, -kInfinity), 0.0F);
}

TEST(Math, ExpAtEveryTemperature) {
  std::mt19937 engine(3);
  std::uniform_real_distribution<float> exponent(-30.0F, 30.0F);
  for (int i = 0; i < 100000; ++i) {
    const float inverse = std::pow(10.0F, exponent(engine));
    const auto exp = simd::ExpNonpositive::in_registers(
        simd::ExpConstants::of_temperature(1.0 / static_cast<double>(inverse)));
    float lane[kLanes];
    simd::store(lane, exp(simd::splat(-kInfinity)));
    ASSERT_LE(lane[0], simd::kExpFloor) << inverse;
    const float x = -std::fmod(static_cast<float>(i), 80.0F) / inverse;
    simd::store(lane, exp(simd::splat(x)));
    const double exponent_of_e = static_cast<double>(x) * static_cast<double>(inverse);
    ASSERT_LE(
        error_in_ulp(lane[0], std::exp(exponent_of_e)),
        simd::kExpNonpositiveMaxUlp - (simd::kExpNonpositiveMaxUlpPerUnit + 0.5) * exponent_of_e)
        << x << " * " << inverse;
  }
}

TEST(Math, ExpOfPositiveNumbers) {
  const Worst worst = sweep(0.0F, simd::kExpHighest, simd::exp, exact_exp);
  EXPECT_LE(worst.error, simd::kExpMaxUlp) << "at " << worst.at;
}

TEST(Math, ExpOfNegativeNumbers) {
  const Worst worst = sweep(-0.0F, simd::kExpLowest, simd::exp, exact_exp);
  EXPECT_LE(worst.error, simd::kExpMaxUlp) << "at " << worst.at;
}

TEST(Math, ExpOutsideTheRange) {
  EXPECT_EQ(scalar(simd::exp, -88.0F), 0.0F);
  EXPECT_EQ(scalar(simd::exp, -kInfinity), 0.0F);
  EXPECT_EQ(scalar(simd::exp, std::nextafter(simd::kExpHighest, 100.0F)), kInfinity);
  EXPECT_EQ(scalar(simd::exp, 1e30F), kInfinity);
  EXPECT_EQ(scalar(simd::exp, kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(scalar(simd::exp, kNan)));
  EXPECT_TRUE(std::isnan(scalar(simd::exp, float_of(0x7f8abcdeU))));
}

TEST(Math, Log) {
  const Worst worst = sweep(float_of(1), std::numeric_limits<float>::max(), simd::log, exact_log);
  EXPECT_LE(worst.error, simd::kLogMaxUlp) << "at " << worst.at;
}

TEST(Math, LogOutsideTheRange) {
  EXPECT_EQ(scalar(simd::log, 1.0F), 0.0F);
  EXPECT_EQ(scalar(simd::log, 0.0F), -kInfinity);
  EXPECT_EQ(scalar(simd::log, -0.0F), -kInfinity);
  EXPECT_EQ(scalar(simd::log, kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(scalar(simd::log, -1e-40F)));
  EXPECT_TRUE(std::isnan(scalar(simd::log, -1.0F)));
  EXPECT_TRUE(std::isnan(scalar(simd::log, -kInfinity)));
  EXPECT_TRUE(std::isnan(scalar(simd::log, kNan)));
}

TEST(Math, Log1p) {
  const Worst worst = sweep(0.0F, 0x1p126F, simd::log1p, exact_log1p);
  EXPECT_LE(worst.error, simd::kLog1pMaxUlp) << "at " << worst.at;
  EXPECT_TRUE(std::isnan(scalar(simd::log1p, kNan)));
}

}  // namespace
}  // namespace label_smoothing::test
