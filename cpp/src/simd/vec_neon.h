#pragma once

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>

/// NEON, which every 64-bit ARM processor has.
namespace label_smoothing::simd {

inline constexpr std::size_t kLanes = 4;
using Vec = float32x4_t;
using IntVec = int32x4_t;
using Mask = uint32x4_t;
struct DoubleVec {
  float64x2_t low;
  float64x2_t high;
};

inline Vec load(const float* from) { return vld1q_f32(from); }
inline IntVec load_int(const std::int32_t* from) { return vld1q_s32(from); }
inline void store(float* to, Vec a) { vst1q_f32(to, a); }
inline void store_int(std::int32_t* to, IntVec a) { vst1q_s32(to, a); }
inline Vec splat(float a) { return vdupq_n_f32(a); }
inline IntVec splat_int(std::int32_t a) { return vdupq_n_s32(a); }

inline Vec add(Vec a, Vec b) { return vaddq_f32(a, b); }
inline Vec sub(Vec a, Vec b) { return vsubq_f32(a, b); }
inline Vec mul(Vec a, Vec b) { return vmulq_f32(a, b); }
inline Vec div(Vec a, Vec b) { return vdivq_f32(a, b); }
inline Vec sqrt(Vec a) { return vsqrtq_f32(a); }
inline constexpr bool kFused = true;
inline Vec mul_add(Vec a, Vec b, Vec c) { return vfmaq_f32(c, a, b); }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return vfmsq_f32(c, a, b); }
inline Vec max_or_first(Vec a, Vec b) { return vbslq_f32(vcltq_f32(a, b), b, a); }

inline IntVec bits_of(Vec a) { return vreinterpretq_s32_f32(a); }
inline Vec float_of_bits(IntVec a) { return vreinterpretq_f32_s32(a); }
inline IntVec add_int(IntVec a, IntVec b) { return vaddq_s32(a, b); }
inline IntVec sub_int(IntVec a, IntVec b) { return vsubq_s32(a, b); }
inline IntVec max_unsigned(IntVec a, IntVec b) {
  return vreinterpretq_s32_u32(vmaxq_u32(vreinterpretq_u32_s32(a), vreinterpretq_u32_s32(b)));
}
template <int kBits>
IntVec shift_left(IntVec a) {
  return vshlq_n_s32(a, kBits);
}
template <int kBits>
IntVec shift_right(IntVec a) {
  return vshrq_n_s32(a, kBits);
}
inline Vec to_float(IntVec a) { return vcvtq_f32_s32(a); }

inline Mask less(Vec a, Vec b) { return vcltq_f32(a, b); }
inline Mask less_equal(Vec a, Vec b) { return vcleq_f32(a, b); }
inline Mask equal(Vec a, Vec b) { return vceqq_f32(a, b); }
inline Mask equal_int(IntVec a, IntVec b) { return vceqq_s32(a, b); }
inline Mask is_nan(Vec a) { return vmvnq_u32(vceqq_f32(a, a)); }
inline Mask no_lanes() { return vdupq_n_u32(0); }
inline Mask both(Mask a, Mask b) { return vandq_u32(a, b); }
inline IntVec count_true(IntVec counts, Mask mask) {
  return vsubq_s32(counts, vreinterpretq_s32_u32(mask));
}
inline bool any(Mask a) { return vmaxvq_u32(a) != 0; }
inline bool all(Mask a) { return vminvq_u32(a) != 0; }
inline Vec select(Mask mask, Vec yes, Vec no) { return vbslq_f32(mask, yes, no); }
inline Vec keep_if(Mask mask, Vec a) {
  return vreinterpretq_f32_u32(vandq_u32(mask, vreinterpretq_u32_f32(a)));
}
inline Vec zero_if(Mask mask, Vec a) {
  return vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(a), mask));
}

inline DoubleVec zero_double() { return {vdupq_n_f64(0.0), vdupq_n_f64(0.0)}; }
inline DoubleVec add_to_double(DoubleVec sum, Vec a) {
  return {vaddq_f64(sum.low, vcvt_f64_f32(vget_low_f32(a))),
          vaddq_f64(sum.high, vcvt_high_f64_f32(a))};
}
inline Vec to_single(DoubleVec a) { return vcvt_high_f32_f64(vcvt_f32_f64(a.low), a.high); }
inline double reduce_add(DoubleVec a) { return vaddvq_f64(vaddq_f64(a.low, a.high)); }

inline float reduce_max(Vec a) {
  const Vec pairs = max_or_first(a, vextq_f32(a, a, 2));
  return vgetq_lane_f32(max_or_first(pairs, vrev64q_f32(pairs)), 0);
}

inline void transpose(Vec block[kLanes]) {
  const float32x4x2_t rows01 = vtrnq_f32(block[0], block[1]);
  const float32x4x2_t rows23 = vtrnq_f32(block[2], block[3]);
  block[0] = vcombine_f32(vget_low_f32(rows01.val[0]), vget_low_f32(rows23.val[0]));
  block[1] = vcombine_f32(vget_low_f32(rows01.val[1]), vget_low_f32(rows23.val[1]));
  block[2] = vcombine_f32(vget_high_f32(rows01.val[0]), vget_high_f32(rows23.val[0]));
  block[3] = vcombine_f32(vget_high_f32(rows01.val[1]), vget_high_f32(rows23.val[1]));
}

}  // namespace label_smoothing::simd
