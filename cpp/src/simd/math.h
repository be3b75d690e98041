#pragma once

/// Elementary functions over vectors. Errors are in units in the last place (ULP) of the exact
/// result; tests/cpp/math_test.cpp asserts the same numbers over every float of the domain,
/// natively, and tests/wasm/sweep.test.mjs in the binaries that ship. Both say when they last did.

#include <limits>

#include "simd/vec.h"

namespace label_smoothing::simd {

/// Worst error of `exp` where the result is at least 2^-126.
inline constexpr double kExpMaxUlp = 2.0;
/// Worst error of `exp_nonpositive` at 0, and what every unit of -x adds to it.
inline constexpr double kExpNonpositiveMaxUlp = 2.5;
inline constexpr double kExpNonpositiveMaxUlpPerUnit = 1.25;
/// Worst error of `log`.
inline constexpr double kLogMaxUlp = 1.5;
/// Worst error of `log1p`.
inline constexpr double kLog1pMaxUlp = 2.5;

/// Below it the exact exponential is less than 2^-126 and the result is 0: nothing subnormal.
inline constexpr float kExpLowest = -0x1.5d589ep6F;  // -126 log 2, towards zero
/// Above it the exact exponential exceeds every float.
inline constexpr float kExpHighest = 0x1.62e42ep6F;  // log FLT_MAX, towards zero

/// Adding it rounds to an integer n and leaves n in the low bits of the sum.
inline constexpr float kRounder = 0x1.8p23F;

namespace detail {

// log 2 in two parts. The first has 15 significant bits: its products with the integers up to 2^8
// that occur here are exact.
inline constexpr float kLog2High = 0x1.62e4p-1F;
inline constexpr float kLog2Low = 0x1.7f7d1cp-20F;

/// a * 2^n by adding n, the low bits of `rounded`, to the exponent.
inline Vec scale_by_power(Vec a, Vec rounded) {
  return float_of_bits(add_int(bits_of(a), shift_left<23>(bits_of(rounded))));
}

/// exp(x) for kExpLowest <= x <= kExpHighest; any bits elsewhere.
inline Vec exp_in_range(Vec x) {
  // x = n log 2 + r with |r| <= log 2 / 2.
  const Vec rounded = mul_add(x, splat(0x1.715476p0F), splat(kRounder));  // log2 e
  const Vec n = sub(rounded, splat(kRounder));
  Vec r = neg_mul_add(n, splat(kLog2High), x);
  r = neg_mul_add(n, splat(kLog2Low), r);
  // exp(r) by Horner's rule. The minimax polynomial of degree 5 with error measured in ULP (1.1),
  // its coefficients then chosen among neighboring floats for the least error with every rounding
  // that happens here, fused or not. One degree more leaves 1.5 ULP.
  Vec p = splat(0x1.0e3586p-7F);
  p = mul_add(p, r, splat(0x1.57498ep-5F));
  p = mul_add(p, r, splat(0x1.555ecap-3F));
  p = mul_add(p, r, splat(0x1.fffd92p-2F));
  p = mul_add(p, r, splat(0x1.ffffeap-1F));
  return scale_by_power(mul_add(p, r, splat(1.0F)), rounded);
}

}  // namespace detail

/// What `ExpNonpositive` computes exp(x / T) with.
struct ExpConstants {
  float inverse_temperature = 1.0F;
  float lowest = kExpLowest;
  float log2_e = 0x1.715476p0F;
  /// With the exponent's bias in the low bits too, these become 2^n by a shift alone.
  float rounder = kRounder + 127.0F;
  /// 2^f = 1 + f (p[0] + f (p[1] + ...)) for |f| <= 1/2: minimax, relative error 0.8 * 2^-23.
  float p[5] = {0x1.62e42ap-1F, 0x1.ebf9bcp-3F, 0x1.c6b754p-5F, 0x1.3ceab4p-7F, 0x1.5bb9e4p-10F};

  /// The rounding of log2 e / T adds half an ULP for every unit of -x / T.
  static ExpConstants of_temperature(double temperature) {
    ExpConstants constants;
    constants.inverse_temperature = static_cast<float>(1.0 / temperature);
    constants.lowest /= constants.inverse_temperature;
    constants.log2_e *= constants.inverse_temperature;
    return constants;
  }
};
/// Of T = 1, where no compiler sees their values.
extern const ExpConstants kExpConstants;

/// exp(x) for x = logit - max <= 0; exp(0) is 1. The product x log2 e is rounded just as that
/// difference was, which doubles the error that it brought: at most kExpNonpositiveMaxUlp -
/// kExpNonpositiveMaxUlpPerUnit * x. One rounded product is less work than the two exact ones
/// of `exp`.
///
/// Below kExpLowest, -infinity included, the result is that of kExpLowest, about 2^-126: a sum does
/// not notice, and `zero_at_floor` makes it 0 where it counts. (Choosing 0 here takes four
/// instructions in wasm engines, the maximum one.) For NaN the result is unspecified.
class ExpNonpositive {
 public:
  /// V8 since version 13 (Node 24) makes every constant vector anew wherever it is
  /// used, by three instructions, but keeps in a register what was loaded from memory: losses of
  /// long rows take half the time there. So does a vector that is computed: constants of another
  /// temperature are kept in memory, too.
  static ExpNonpositive in_registers(const ExpConstants& constants = kExpConstants) {
    return ExpNonpositive(constants);
  }

  Vec operator()(Vec x) const {
    const Vec bounded = max_or_first(x, lowest_);
    const Vec rounded = mul_add(bounded, log2_e_, rounder_);
    // Not t - (rounded - rounder): compilers make that an addition of -rounder, one register more.
    const Vec f = mul_add(bounded, log2_e_, sub(rounder_, rounded));
    Vec p;
    if constexpr (kFused) {
      p = mul_add(p4_, f, p3_);
      p = mul_add(p, f, p2_);
      p = mul_add(p, f, p1_);
      p = mul_add(p, f, p0_);
    } else {
      // One product more, and fewer operations that wait for each other. (Training runs can be
      // repeated to the last bit: another order would change them all.)
      const Vec ff = mul(f, f);
      p = mul_add(p4_, ff, mul_add(p3_, f, p2_));
      p = mul_add(p, ff, mul_add(p1_, f, p0_));
    }
    // 2^n + 2^n (2^f - 1) takes as much work as 2^n added to the exponent, and waits for `p` for
    // two operations only.
    const Vec power = float_of_bits(shift_left<23>(bits_of(rounded)));
    return mul_add(mul(power, f), p, power);
  }

 private:
  explicit ExpNonpositive(const ExpConstants& constants)
      : lowest_(splat(constants.lowest)),
        log2_e_(splat(constants.log2_e)),
        rounder_(splat(constants.rounder)),
        p0_(splat(constants.p[0])),
        p1_(splat(constants.p[1])),
        p2_(splat(constants.p[2])),
        p3_(splat(constants.p[3])),
        p4_(splat(constants.p[4])) {}

  Vec lowest_;
  Vec log2_e_;
  Vec rounder_;
  Vec p0_;
  Vec p1_;
  Vec p2_;
  Vec p3_;
  Vec p4_;
};

/// The same for a few exponentials, out of line.
Vec exp_nonpositive(Vec x, const ExpConstants& constants = kExpConstants);

/// `ExpNonpositive` gives no less than 2^-126, and no more than this where 0 is meant.
inline constexpr float kExpFloor = 0x1.0002p-126F;
inline Vec exp_floor() { return splat(kExpFloor); }

/// An exponential, 0 where it is the floor.
inline Vec zero_at_floor(Vec exp, Vec floor) { return zero_if(less_equal(exp, floor), exp); }

/// exp(x) for every x. Error at most kExpMaxUlp; 0 below kExpLowest, infinity above kExpHighest,
/// NaN for NaN.
inline Vec exp(Vec x) {
  Vec result = zero_if(less(x, splat(kExpLowest)), detail::exp_in_range(x));
  result =
      select(less(splat(kExpHighest), x), splat(std::numeric_limits<float>::infinity()), result);
  return select(is_nan(x), x, result);
}

namespace detail {

/// What `LogOfNormal` computes with.
struct LogConstants {
  float sqrt_half = 0x1.6a09e6p-1F;
  float one = 1.0F;
  float two = 2.0F;
  float log2_high = kLog2High;
  float log2_low = kLog2Low;
  /// R / s^2, see below, in powers of s^2: minimax, error of R 0.03 ULP of 1.
  float p[3] = {0x1.55557ap-1F, 0x1.995e9cp-2F, 0x1.31e678p-2F};
};
/// Where no compiler sees their values.
extern const LogConstants kKeptLogConstants;

}  // namespace detail

/// log(x) for normal x > 0. Error at most kLogMaxUlp.
class LogOfNormal {
 public:
  /// As of `ExpNonpositive`.
  static LogOfNormal in_registers() { return LogOfNormal(detail::kKeptLogConstants); }

  Vec operator()(Vec x) const {
    const IntVec n = exponent_of(x);
    const Vec m = float_of_bits(sub_int(bits_of(x), shift_left<23>(n)));
    return of_parts(n, sub(m, one_));
  }

  /// log(1 + x) for 0 <= x <= 2^126, accurate where x is small too: error at most kLog1pMaxUlp.
  /// NaN for NaN.
  Vec of_one_plus(Vec x) const {
    const IntVec n = exponent_of(add(one_, x));
    // m - 1 from what has not been rounded to 1 + x.
    const Vec power = float_of_bits(sub_int(bits_of(one_), shift_left<23>(n)));
    return of_parts(n, mul_add(x, power, sub(power, one_)));
  }

 private:
  explicit LogOfNormal(const detail::LogConstants& constants)
      : sqrt_half_(splat(constants.sqrt_half)),
        one_(splat(constants.one)),
        two_(splat(constants.two)),
        log2_high_(splat(constants.log2_high)),
        log2_low_(splat(constants.log2_low)),
        p0_(splat(constants.p[0])),
        p1_(splat(constants.p[1])),
        p2_(splat(constants.p[2])) {}

  /// n of x = 2^n m with sqrt(1/2) <= m < sqrt(2).
  IntVec exponent_of(Vec x) const {
    return shift_right<23>(sub_int(bits_of(x), bits_of(sqrt_half_)));
  }

  /// n log 2 + log m; f = m - 1.
  Vec of_parts(IntVec exponent, Vec f) const {
    // With s = f / (2 + f): log m = 2 atanh s = f - s (f - R), R = s^2 P(s^2).
    const Vec n = to_float(exponent);
    const Vec s = div(f, add(f, two_));
    const Vec z = mul(s, s);
    Vec p = p2_;
    p = mul_add(p, z, p1_);
    p = mul_add(p, z, p0_);
    const Vec correction = mul(s, neg_mul_add(z, p, f));
    // The small parts first.
    const Vec low = neg_mul_add(n, log2_low_, correction);
    return mul_add(n, log2_high_, sub(f, low));
  }

  Vec sqrt_half_;
  Vec one_;
  Vec two_;
  Vec log2_high_;
  Vec log2_low_;
  Vec p0_;
  Vec p1_;
  Vec p2_;
};

/// log(x) for every x. Error at most kLogMaxUlp for x > 0, subnormal or not; log(0) is -infinity,
/// log(infinity) infinity, log of a negative number or NaN is NaN.
inline Vec log(Vec x) {
  const Vec infinity = splat(std::numeric_limits<float>::infinity());
  const Mask subnormal = less(x, splat(0x1p-126F));
  const Vec scaled = select(subnormal, mul(x, splat(0x1p23F)), x);
  Vec result = LogOfNormal::in_registers()(scaled);
  result = sub(result, keep_if(subnormal, splat(0x1.fe2804p+3F)));  // 23 log 2
  result = select(less(x, infinity), result, x);                    // infinity and NaN
  result = select(equal(x, splat(0.0F)), splat(-std::numeric_limits<float>::infinity()), result);
  return select(less(x, splat(0.0F)), splat(std::numeric_limits<float>::quiet_NaN()), result);
}

/// log(1 + x), see `LogOfNormal::of_one_plus`.
inline Vec log1p(Vec x) { return LogOfNormal::in_registers().of_one_plus(x); }

}  // namespace label_smoothing::simd
