#pragma once

/// The vector layer: named operations on `Vec` (kLanes floats), `IntVec` (kLanes 32-bit integers),
/// `Mask` (a truth value per lane) and `DoubleVec` (kLanes doubles).
///
/// The instruction set is chosen here and nowhere else, by the macros that the compiler's flags
/// define; LABEL_SMOOTHING_SCALAR chooses plain floats everywhere. Each header below defines
///
///   kLanes
///   kFused                                        whether mul_add is one instruction
///   load load_int store store_int splat splat_int any address, no alignment required
///   add sub mul div sqrt                          IEEE single precision
///   mul_add(a, b, c) = a * b + c                  rounded once where the machine can, else twice
///   neg_mul_add(a, b, c) = c - a * b              likewise
///   max_or_first(a, b) = a < b ? b : a            so a NaN in b is dropped and one in a is kept
///   bits_of float_of_bits add_int sub_int shift_left<n> shift_right<n> (arithmetic)
///   max_unsigned                                  of integers as if they had no sign
///   to_float                                      integer to float
///   less less_equal equal equal_int is_nan        give a Mask; comparisons with NaN are false
///   no_lanes both any all
///   count_true(counts, mask)                      integers, 1 more where the mask is true
///   select(mask, yes, no) keep_if(mask, a) zero_if(mask, a)
///   zero_double add_to_double(sum, a) to_single   widens a and adds lane by lane; rounds
///   reduce_add(DoubleVec) reduce_max(Vec)         across lanes; the latter drops or keeps a NaN
///   transpose(Vec block[kLanes])                  in place, kLanes x kLanes
///
/// Operations are lane by lane unless they say otherwise.

#if defined(LABEL_SMOOTHING_SCALAR)
#include "simd/vec_scalar.h"
#elif defined(__wasm_simd128__)
#include "simd/vec_wasm.h"
#elif defined(__AVX2__) && defined(__FMA__)
#include "simd/vec_avx2.h"
#elif defined(__SSE2__)
#include "simd/vec_sse2.h"
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include "simd/vec_neon.h"
#else
#include "simd/vec_scalar.h"
#endif

#include <cstddef>

namespace label_smoothing::simd {

/// The lanes whose number is >= `first`.
inline Mask lanes_from(std::size_t first) {
  alignas(32) static constexpr float kLaneNumber[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  static_assert(kLanes <= 8);
  return less_equal(splat(static_cast<float>(first)), load(kLaneNumber));
}

// Ends of rows are rare: one copy of this code is enough, however many loops have an end.
#if defined(__GNUC__)
#define LABEL_SMOOTHING_NOINLINE __attribute__((noinline))
#else
#define LABEL_SMOOTHING_NOINLINE
#endif

/// The first `count` < kLanes of the floats at `from`, then `fill`. Nothing behind them is read.
LABEL_SMOOTHING_NOINLINE inline Vec load_first(const float* from, std::size_t count, float fill) {
  float lane[kLanes];
  for (std::size_t i = 0; i < kLanes; ++i) lane[i] = i < count ? from[i] : fill;
  return load(lane);
}

/// Writes the first `count` < kLanes lanes and nothing behind them.
LABEL_SMOOTHING_NOINLINE inline void store_first(float* to, std::size_t count, Vec a) {
  float lane[kLanes];
  store(lane, a);
  for (std::size_t i = 0; i < count; ++i) to[i] = lane[i];
}

/// A whole vector, or as much of one as there is: `left` > 0 elements are left.
inline Vec load_up_to(const float* from, std::size_t left, float fill) {
  return left >= kLanes ? load(from) : load_first(from, left, fill);
}

inline void store_up_to(float* to, std::size_t left, Vec a) {
  if (left >= kLanes) {
    store(to, a);
  } else {
    store_first(to, left, a);
  }
}

}  // namespace label_smoothing::simd
