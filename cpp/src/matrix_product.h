#pragma once

#include <cstddef>

#include "simd/vec.h"

/// Products of matrices that are small enough for the caches: A is read where it lies, B is packed
/// so that the innermost loop reads it in order, and a tile of C stays in registers. Every element
/// of C is summed over the depth in order, so that results do not depend on the vector width.
namespace label_smoothing::internal {

/// Rows of C that are computed together.
inline constexpr std::size_t kTileRows = 4;
/// Vectors of a row of C that are computed together, the width of a panel of packed B.
inline constexpr std::size_t kTileVecs = simd::kLanes == 1 ? 4 : 2;

/// Matrices have rows and columns in multiples of this, so that no tile has an end of its own. The
/// gaps hold zeros.
inline constexpr std::size_t kGrain = simd::kLanes > kTileRows ? simd::kLanes : kTileRows;
constexpr std::size_t padded(std::size_t count) { return (count + kGrain - 1) / kGrain * kGrain; }

/// Packs B (depth x padded cols, `stride` floats from row to row) into depth * cols floats.
void pack(const float* b, std::size_t stride, std::size_t depth, std::size_t cols, float* packed);

/// Packs the transpose of a matrix of padded `cols` x `depth`, whose rows are padded too.
void pack_transposed(const float* b, std::size_t stride, std::size_t depth, std::size_t cols,
                     float* packed);

/// C = A B, with A(m, k) = a[m * a_row + k * a_depth], then what the caller asks for.
struct Product {
  const float* a;
  std::size_t a_row;
  std::size_t a_depth;
  std::size_t depth;
  const float* packed;
  /// Padded, both.
  std::size_t rows;
  std::size_t cols;
  /// C has `cols` floats from row to row.
  float* c;
  /// Added to every row; null for none.
  const float* bias = nullptr;
  /// Replaces what is below 0 by 0.
  bool relu = false;
  /// A matrix like C: where it is not above 0, C becomes 0. Null for none.
  const float* mask = nullptr;
};
void multiply(const Product& product);

}  // namespace label_smoothing::internal
