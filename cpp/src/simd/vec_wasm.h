#pragma once

#include <wasm_simd128.h>

#include <cstddef>
#include <cstdint>

/// WebAssembly SIMD128. Without relaxed SIMD every operation is bit for bit the same in all
/// engines.
namespace label_smoothing::simd {

inline constexpr std::size_t kLanes = 4;
using Vec = v128_t;
using IntVec = v128_t;
using Mask = v128_t;
struct DoubleVec {
  v128_t low;
  v128_t high;
};

inline Vec load(const float* from) { return wasm_v128_load(from); }
inline IntVec load_int(const std::int32_t* from) { return wasm_v128_load(from); }
inline void store(float* to, Vec a) { wasm_v128_store(to, a); }
inline void store_int(std::int32_t* to, IntVec a) { wasm_v128_store(to, a); }
inline Vec splat(float a) { return wasm_f32x4_splat(a); }
inline IntVec splat_int(std::int32_t a) { return wasm_i32x4_splat(a); }

inline Vec add(Vec a, Vec b) { return wasm_f32x4_add(a, b); }
inline Vec sub(Vec a, Vec b) { return wasm_f32x4_sub(a, b); }
inline Vec mul(Vec a, Vec b) { return wasm_f32x4_mul(a, b); }
inline Vec div(Vec a, Vec b) { return wasm_f32x4_div(a, b); }
inline Vec sqrt(Vec a) { return wasm_f32x4_sqrt(a); }
#if defined(__wasm_relaxed_simd__)
inline constexpr bool kFused = true;
inline Vec mul_add(Vec a, Vec b, Vec c) { return wasm_f32x4_relaxed_madd(a, b, c); }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return wasm_f32x4_relaxed_nmadd(a, b, c); }
#else
inline constexpr bool kFused = false;
inline Vec mul_add(Vec a, Vec b, Vec c) { return add(mul(a, b), c); }
inline Vec neg_mul_add(Vec a, Vec b, Vec c) { return sub(c, mul(a, b)); }
#endif
// One x86 instruction, where f32x4.max is eight.
inline Vec max_or_first(Vec a, Vec b) { return wasm_f32x4_pmax(a, b); }

inline IntVec bits_of(Vec a) { return a; }
inline Vec float_of_bits(IntVec a) { return a; }
inline IntVec add_int(IntVec a, IntVec b) { return wasm_i32x4_add(a, b); }
inline IntVec sub_int(IntVec a, IntVec b) { return wasm_i32x4_sub(a, b); }
inline IntVec max_unsigned(IntVec a, IntVec b) { return wasm_u32x4_max(a, b); }
template <int kBits>
IntVec shift_left(IntVec a) {
  return wasm_i32x4_shl(a, kBits);
}
template <int kBits>
IntVec shift_right(IntVec a) {
  return wasm_i32x4_shr(a, kBits);
}
inline Vec to_float(IntVec a) { return wasm_f32x4_convert_i32x4(a); }

inline Mask less(Vec a, Vec b) { return wasm_f32x4_lt(a, b); }
inline Mask less_equal(Vec a, Vec b) { return wasm_f32x4_le(a, b); }
inline Mask equal(Vec a, Vec b) { return wasm_f32x4_eq(a, b); }
inline Mask equal_int(IntVec a, IntVec b) { return wasm_i32x4_eq(a, b); }
inline Mask is_nan(Vec a) { return wasm_f32x4_ne(a, a); }
inline Mask no_lanes() { return wasm_i32x4_const(0, 0, 0, 0); }
inline Mask both(Mask a, Mask b) { return wasm_v128_and(a, b); }
inline IntVec count_true(IntVec counts, Mask mask) { return wasm_i32x4_sub(counts, mask); }
inline bool any(Mask a) { return wasm_v128_any_true(a); }
inline bool all(Mask a) { return wasm_i32x4_all_true(a); }
inline Vec select(Mask mask, Vec yes, Vec no) { return wasm_v128_bitselect(yes, no, mask); }
inline Vec keep_if(Mask mask, Vec a) { return wasm_v128_and(a, mask); }
inline Vec zero_if(Mask mask, Vec a) { return wasm_v128_andnot(a, mask); }

inline DoubleVec zero_double() { return {wasm_f64x2_const(0.0, 0.0), wasm_f64x2_const(0.0, 0.0)}; }
inline DoubleVec add_to_double(DoubleVec sum, Vec a) {
  const v128_t upper_half = wasm_i64x2_shuffle(a, a, 1, 1);
  return {wasm_f64x2_add(sum.low, wasm_f64x2_promote_low_f32x4(a)),
          wasm_f64x2_add(sum.high, wasm_f64x2_promote_low_f32x4(upper_half))};
}
inline Vec to_single(DoubleVec a) {
  return wasm_i64x2_shuffle(wasm_f32x4_demote_f64x2_zero(a.low),
                            wasm_f32x4_demote_f64x2_zero(a.high), 0, 2);
}
inline double reduce_add(DoubleVec a) {
  const v128_t pairs = wasm_f64x2_add(a.low, a.high);
  return wasm_f64x2_extract_lane(pairs, 0) + wasm_f64x2_extract_lane(pairs, 1);
}

// Not by comparing lanes: engines branch for that, and such branches are mispredicted.
inline float reduce_max(Vec a) {
  const Vec pairs = max_or_first(a, wasm_i64x2_shuffle(a, a, 1, 0));
  return wasm_f32x4_extract_lane(max_or_first(pairs, wasm_i32x4_shuffle(pairs, pairs, 1, 0, 3, 2)),
                                 0);
}

inline void transpose(Vec block[kLanes]) {
  const Vec low01 = wasm_i32x4_shuffle(block[0], block[1], 0, 4, 1, 5);
  const Vec high01 = wasm_i32x4_shuffle(block[0], block[1], 2, 6, 3, 7);
  const Vec low23 = wasm_i32x4_shuffle(block[2], block[3], 0, 4, 1, 5);
  const Vec high23 = wasm_i32x4_shuffle(block[2], block[3], 2, 6, 3, 7);
  block[0] = wasm_i64x2_shuffle(low01, low23, 0, 2);
  block[1] = wasm_i64x2_shuffle(low01, low23, 1, 3);
  block[2] = wasm_i64x2_shuffle(high01, high23, 0, 2);
  block[3] = wasm_i64x2_shuffle(high01, high23, 1, 3);
}

}  // namespace label_smoothing::simd
