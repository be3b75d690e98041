#pragma once

#include <emmintrin.h>

#include <cstddef>
#include <cstdint>
#include <limits>

/// SSE2, which every x86-64 processor has.
namespace label_smoothing::simd {

inline constexpr std::size_t kLanes = 4;
using Vec = __m128;
using IntVec = __m128i;
using Mask = __m128;
struct DoubleVec {
  __m128d low;
  __m128d high;
};

inline Vec load(const float* from) { return _mm_loadu_ps(from); }
inline IntVec load_int(const std::int32_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
inline void store(float* to, Vec a) { _mm_storeu_ps(to, a); }
inline void store_int(std::int32_t* to, IntVec a) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), a);
}
inline Vec splat(float a) { return _mm_set1_ps(a); }
inline IntVec splat_int(std::int32_t a) { return _mm_set1_epi32(a); }

inline Vec add(Vec a, Vec b) { return _mm_add_ps(a, b); }
inline Vec sub(Vec a, Vec b) { return _mm_sub_ps(a, b); }
inline Vec mul(Vec a, Vec b) { return _mm_mul_ps(a, b); }
inline Vec div(Vec a, Vec b) { return _mm_div_ps(a, b); }
inline Vec sqrt(Vec a) { return _mm_sqrt_ps(a); }
inline constexpr bool kFused = false;
inline Vec mul_add(Vec a, Vec b, Vec c) { return add(mul(a, b), c); }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return sub(c, mul(a, b)); }
// The instruction gives its second operand when one is NaN.
inline Vec max_or_first(Vec a, Vec b) { return _mm_max_ps(b, a); }

inline IntVec bits_of(Vec a) { return _mm_castps_si128(a); }
inline Vec float_of_bits(IntVec a) { return _mm_castsi128_ps(a); }
inline IntVec add_int(IntVec a, IntVec b) { return _mm_add_epi32(a, b); }
inline IntVec sub_int(IntVec a, IntVec b) { return _mm_sub_epi32(a, b); }
inline IntVec max_unsigned(IntVec a, IntVec b) {
  // Only signed integers can be compared: with the first bit turned they are in the same order.
  const __m128i first_bit = _mm_set1_epi32(std::numeric_limits<std::int32_t>::min());
  const __m128i greater = _mm_cmpgt_epi32(_mm_xor_si128(a, first_bit), _mm_xor_si128(b, first_bit));
  return _mm_or_si128(_mm_and_si128(greater, a), _mm_andnot_si128(greater, b));
}
template <int kBits>
IntVec shift_left(IntVec a) {
  return _mm_slli_epi32(a, kBits);
}
template <int kBits>
IntVec shift_right(IntVec a) {
  return _mm_srai_epi32(a, kBits);
}
inline Vec to_float(IntVec a) { return _mm_cvtepi32_ps(a); }

inline Mask less(Vec a, Vec b) { return _mm_cmplt_ps(a, b); }
inline Mask less_equal(Vec a, Vec b) { return _mm_cmple_ps(a, b); }
inline Mask equal(Vec a, Vec b) { return _mm_cmpeq_ps(a, b); }
inline Mask equal_int(IntVec a, IntVec b) { return _mm_castsi128_ps(_mm_cmpeq_epi32(a, b)); }
inline Mask is_nan(Vec a) { return _mm_cmpunord_ps(a, a); }
inline Mask no_lanes() { return _mm_setzero_ps(); }
inline Mask both(Mask a, Mask b) { return _mm_and_ps(a, b); }
inline IntVec count_true(IntVec counts, Mask mask) {
  return _mm_sub_epi32(counts, _mm_castps_si128(mask));
}
inline bool any(Mask a) { return _mm_movemask_ps(a) != 0; }
inline bool all(Mask a) { return _mm_movemask_ps(a) == 0xf; }
inline Vec keep_if(Mask mask, Vec a) { return _mm_and_ps(mask, a); }
inline Vec zero_if(Mask mask, Vec a) { return _mm_andnot_ps(mask, a); }
inline Vec select(Mask mask, Vec yes, Vec no) {
  return _mm_or_ps(keep_if(mask, yes), zero_if(mask, no));
}

inline DoubleVec zero_double() { return {_mm_setzero_pd(), _mm_setzero_pd()}; }
inline DoubleVec add_to_double(DoubleVec sum, Vec a) {
  return {_mm_add_pd(sum.low, _mm_cvtps_pd(a)),
          _mm_add_pd(sum.high, _mm_cvtps_pd(_mm_movehl_ps(a, a)))};
}
inline Vec to_single(DoubleVec a) {
  return _mm_movelh_ps(_mm_cvtpd_ps(a.low), _mm_cvtpd_ps(a.high));
}
inline double reduce_add(DoubleVec a) {
  const __m128d pairs = _mm_add_pd(a.low, a.high);
  return _mm_cvtsd_f64(pairs) + _mm_cvtsd_f64(_mm_unpackhi_pd(pairs, pairs));
}

inline float reduce_max(Vec a) {
  const Vec pairs = max_or_first(a, _mm_movehl_ps(a, a));
  return _mm_cvtss_f32(max_or_first(pairs, _mm_shuffle_ps(pairs, pairs, _MM_SHUFFLE(1, 1, 1, 1))));
}

inline void transpose(Vec block[kLanes]) {
  _MM_TRANSPOSE4_PS(block[0], block[1], block[2], block[3]);
}

}  // namespace label_smoothing::simd
