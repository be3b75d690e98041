#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

/// AVX2 with fused multiply-add.
namespace label_smoothing::simd {

inline constexpr std::size_t kLanes = 8;
using Vec = __m256;
using IntVec = __m256i;
using Mask = __m256;
struct DoubleVec {
  __m256d low;
  __m256d high;
};

inline Vec load(const float* from) { return _mm256_loadu_ps(from); }
inline IntVec load_int(const std::int32_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
inline void store(float* to, Vec a) { _mm256_storeu_ps(to, a); }
inline void store_int(std::int32_t* to, IntVec a) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), a);
}
inline Vec splat(float a) { return _mm256_set1_ps(a); }
inline IntVec splat_int(std::int32_t a) { return _mm256_set1_epi32(a); }

inline Vec add(Vec a, Vec b) { return _mm256_add_ps(a, b); }
inline Vec sub(Vec a, Vec b) { return _mm256_sub_ps(a, b); }
inline Vec mul(Vec a, Vec b) { return _mm256_mul_ps(a, b); }
inline Vec div(Vec a, Vec b) { return _mm256_div_ps(a, b); }
inline Vec sqrt(Vec a) { return _mm256_sqrt_ps(a); }
inline constexpr bool kFused = true;
inline Vec mul_add(Vec a, Vec b, Vec c) { return _mm256_fmadd_ps(a, b, c); }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return _mm256_fnmadd_ps(a, b, c); }
// The instruction gives its second operand when one is NaN.
inline Vec max_or_first(Vec a, Vec b) { return _mm256_max_ps(b, a); }

inline IntVec bits_of(Vec a) { return _mm256_castps_si256(a); }
inline Vec float_of_bits(IntVec a) { return _mm256_castsi256_ps(a); }
inline IntVec add_int(IntVec a, IntVec b) { return _mm256_add_epi32(a, b); }
inline IntVec sub_int(IntVec a, IntVec b) { return _mm256_sub_epi32(a, b); }
inline IntVec max_unsigned(IntVec a, IntVec b) { return _mm256_max_epu32(a, b); }
template <int kBits>
IntVec shift_left(IntVec a) {
  return _mm256_slli_epi32(a, kBits);
}
template <int kBits>
IntVec shift_right(IntVec a) {
  return _mm256_srai_epi32(a, kBits);
}
inline Vec to_float(IntVec a) { return _mm256_cvtepi32_ps(a); }

inline Mask less(Vec a, Vec b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
inline Mask less_equal(Vec a, Vec b) { return _mm256_cmp_ps(a, b, _CMP_LE_OQ); }
inline Mask equal(Vec a, Vec b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
inline Mask equal_int(IntVec a, IntVec b) { return _mm256_castsi256_ps(_mm256_cmpeq_epi32(a, b)); }
inline Mask is_nan(Vec a) { return _mm256_cmp_ps(a, a, _CMP_UNORD_Q); }
inline Mask no_lanes() { return _mm256_setzero_ps(); }
inline Mask both(Mask a, Mask b) { return _mm256_and_ps(a, b); }
inline IntVec count_true(IntVec counts, Mask mask) {
  return _mm256_sub_epi32(counts, _mm256_castps_si256(mask));
}
inline bool any(Mask a) { return _mm256_movemask_ps(a) != 0; }
inline bool all(Mask a) { return _mm256_movemask_ps(a) == 0xff; }
inline Vec select(Mask mask, Vec yes, Vec no) { return _mm256_blendv_ps(no, yes, mask); }
inline Vec keep_if(Mask mask, Vec a) { return _mm256_and_ps(mask, a); }
inline Vec zero_if(Mask mask, Vec a) { return _mm256_andnot_ps(mask, a); }

inline DoubleVec zero_double() { return {_mm256_setzero_pd(), _mm256_setzero_pd()}; }
inline DoubleVec add_to_double(DoubleVec sum, Vec a) {
  return {_mm256_add_pd(sum.low, _mm256_cvtps_pd(_mm256_castps256_ps128(a))),
          _mm256_add_pd(sum.high, _mm256_cvtps_pd(_mm256_extractf128_ps(a, 1)))};
}
inline Vec to_single(DoubleVec a) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(a.low)),
                              _mm256_cvtpd_ps(a.high), 1);
}
inline double reduce_add(DoubleVec a) {
  const __m256d quads = _mm256_add_pd(a.low, a.high);
  const __m128d pairs = _mm_add_pd(_mm256_castpd256_pd128(quads), _mm256_extractf128_pd(quads, 1));
  return _mm_cvtsd_f64(pairs) + _mm_cvtsd_f64(_mm_unpackhi_pd(pairs, pairs));
}

inline float reduce_max(Vec a) {
  const Vec quads = max_or_first(a, _mm256_permute2f128_ps(a, a, 1));
  const Vec pairs = max_or_first(quads, _mm256_permute_ps(quads, _MM_SHUFFLE(1, 0, 3, 2)));
  return _mm256_cvtss_f32(max_or_first(pairs, _mm256_movehdup_ps(pairs)));
}

inline void transpose(Vec block[kLanes]) {
  // Pairs of rows, then quadruples, within each 128-bit half; then the halves change places.
  Vec quad[kLanes];
  for (std::size_t i = 0; i < kLanes; i += 4) {
    const Vec low01 = _mm256_unpacklo_ps(block[i], block[i + 1]);
    const Vec high01 = _mm256_unpackhi_ps(block[i], block[i + 1]);
    const Vec low23 = _mm256_unpacklo_ps(block[i + 2], block[i + 3]);
    const Vec high23 = _mm256_unpackhi_ps(block[i + 2], block[i + 3]);
    quad[i] = _mm256_shuffle_ps(low01, low23, _MM_SHUFFLE(1, 0, 1, 0));
    quad[i + 1] = _mm256_shuffle_ps(low01, low23, _MM_SHUFFLE(3, 2, 3, 2));
    quad[i + 2] = _mm256_shuffle_ps(high01, high23, _MM_SHUFFLE(1, 0, 1, 0));
    quad[i + 3] = _mm256_shuffle_ps(high01, high23, _MM_SHUFFLE(3, 2, 3, 2));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    block[i] = _mm256_permute2f128_ps(quad[i], quad[i + 4], 0x20);
    block[i + 4] = _mm256_permute2f128_ps(quad[i], quad[i + 4], 0x31);
  }
}

}  // namespace label_smoothing::simd
