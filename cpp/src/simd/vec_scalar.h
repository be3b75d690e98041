#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// One plain float per vector: the same algorithms for a machine without vector instructions.
namespace label_smoothing::simd {

inline constexpr std::size_t kLanes = 1;
using Vec = float;
using IntVec = std::int32_t;
using Mask = bool;
using DoubleVec = double;

inline Vec load(const float* from) { return *from; }
inline IntVec load_int(const std::int32_t* from) { return *from; }
inline void store(float* to, Vec a) { *to = a; }
inline void store_int(std::int32_t* to, IntVec a) { *to = a; }
inline Vec splat(float a) { return a; }
inline IntVec splat_int(std::int32_t a) { return a; }

inline Vec add(Vec a, Vec b) { return a + b; }
inline Vec sub(Vec a, Vec b) { return a - b; }
inline Vec mul(Vec a, Vec b) { return a * b; }
inline Vec div(Vec a, Vec b) { return a / b; }
inline Vec sqrt(Vec a) { return std::sqrt(a); }
inline constexpr bool kFused = false;
inline Vec mul_add(Vec a, Vec b, Vec c) { return a * b + c; }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return c - a * b; }
inline Vec max_or_first(Vec a, Vec b) { return a < b ? b : a; }

inline IntVec bits_of(Vec a) {
  IntVec bits;
  std::memcpy(&bits, &a, sizeof bits);
  return bits;
}
inline Vec float_of_bits(IntVec a) {
  Vec value;
  std::memcpy(&value, &a, sizeof value);
  return value;
}
// Integers wrap as those of a vector do, hence the way over unsigned.
inline IntVec add_int(IntVec a, IntVec b) {
  return static_cast<IntVec>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}
inline IntVec sub_int(IntVec a, IntVec b) {
  return static_cast<IntVec>(static_cast<std::uint32_t>(a) - static_cast<std::uint32_t>(b));
}
inline IntVec max_unsigned(IntVec a, IntVec b) {
  return static_cast<std::uint32_t>(a) < static_cast<std::uint32_t>(b) ? b : a;
}
template <int kBits>
IntVec shift_left(IntVec a) {
  return static_cast<IntVec>(static_cast<std::uint32_t>(a) << kBits);
}
template <int kBits>
IntVec shift_right(IntVec a) {
  return a >> kBits;
}
inline Vec to_float(IntVec a) { return static_cast<Vec>(a); }

inline Mask less(Vec a, Vec b) { return a < b; }
inline Mask less_equal(Vec a, Vec b) { return a <= b; }
inline Mask equal(Vec a, Vec b) { return a == b; }
inline Mask equal_int(IntVec a, IntVec b) { return a == b; }
inline Mask is_nan(Vec a) { return a != a; }
inline Mask no_lanes() { return false; }
inline Mask both(Mask a, Mask b) { return a && b; }
inline IntVec count_true(IntVec counts, Mask mask) { return counts + (mask ? 1 : 0); }
inline bool any(Mask a) { return a; }
inline bool all(Mask a) { return a; }
inline Vec select(Mask mask, Vec yes, Vec no) { return mask ? yes : no; }
inline Vec keep_if(Mask mask, Vec a) { return mask ? a : 0.0F; }
inline Vec zero_if(Mask mask, Vec a) { return mask ? 0.0F : a; }

inline DoubleVec zero_double() { return 0.0; }
inline DoubleVec add_to_double(DoubleVec sum, Vec a) { return sum + static_cast<double>(a); }
inline Vec to_single(DoubleVec a) { return static_cast<Vec>(a); }
inline double reduce_add(DoubleVec a) { return a; }

inline float reduce_max(Vec a) { return a; }

inline void transpose(Vec* /*block*/) {}

}  // namespace label_smoothing::simd
