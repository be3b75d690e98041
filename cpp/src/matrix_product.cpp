#include "matrix_product.h"

#include <algorithm>

namespace label_smoothing::internal {

namespace {

using simd::kLanes;
using simd::Vec;

/// One tile of C: kTileRows x kVecs vectors.
template <std::size_t kVecs>
void multiply_tile(const Product& product, std::size_t row, std::size_t col, const float* packed) {
  using namespace simd;  // NOLINT(google-build-using-namespace)
  Vec sum[kTileRows][kVecs];
  for (std::size_t v = 0; v < kVecs; ++v) {
    const Vec start = product.bias == nullptr ? splat(0.0F) : load(product.bias + col + v * kLanes);
    for (std::size_t r = 0; r < kTileRows; ++r) sum[r][v] = start;
  }
  const float* a[kTileRows];
  for (std::size_t r = 0; r < kTileRows; ++r) a[r] = product.a + (row + r) * product.a_row;
  const std::size_t a_depth = product.a_depth;
  for (std::size_t k = 0; k < product.depth; ++k) {
    Vec b[kVecs];
    for (std::size_t v = 0; v < kVecs; ++v) b[v] = load(packed + v * kLanes);
    packed += kVecs * kLanes;
    for (std::size_t r = 0; r < kTileRows; ++r) {
      const Vec factor = splat(a[r][k * a_depth]);
      for (std::size_t v = 0; v < kVecs; ++v) sum[r][v] = mul_add(factor, b[v], sum[r][v]);
    }
  }
  const Vec zero = splat(0.0F);
  for (std::size_t r = 0; r < kTileRows; ++r) {
    const std::size_t offset = (row + r) * product.cols + col;
    for (std::size_t v = 0; v < kVecs; ++v) {
      Vec value = sum[r][v];
      if (product.relu) value = max_or_first(value, zero);
      if (product.mask != nullptr) {
        value = keep_if(less(zero, load(product.mask + offset + v * kLanes)), value);
      }
      store(product.c + offset + v * kLanes, value);
    }
  }
}

/// Calls visit(first column, columns) for every panel of packed B.
template <class Visit>
void for_each_panel(std::size_t cols, Visit visit) {
  constexpr std::size_t kPanel = kTileVecs * kLanes;
  for (std::size_t col = 0; col < cols; col += kPanel) visit(col, std::min(kPanel, cols - col));
}

}  // namespace

void pack(const float* b, std::size_t stride, std::size_t depth, std::size_t cols, float* packed) {
  for_each_panel(cols, [&](std::size_t col, std::size_t width) {
    for (std::size_t k = 0; k < depth; ++k) {
      for (std::size_t j = 0; j < width; j += kLanes) {
        simd::store(packed, simd::load(b + k * stride + col + j));
        packed += kLanes;
      }
    }
  });
}

void pack_transposed(const float* b, std::size_t stride, std::size_t depth, std::size_t cols,
                     float* packed) {
  for_each_panel(cols, [&](std::size_t col, std::size_t width) {
    for (std::size_t j = 0; j < width; j += kLanes) {
      const float* rows = b + (col + j) * stride;
      for (std::size_t k = 0; k < depth; k += kLanes) {
        Vec block[kLanes];
        for (std::size_t i = 0; i < kLanes; ++i) block[i] = simd::load(rows + i * stride + k);
        simd::transpose(block);
        const std::size_t size = std::min(kLanes, depth - k);
        for (std::size_t i = 0; i < size; ++i) {
          simd::store(packed + (k + i) * width + j, block[i]);
        }
      }
    }
    packed += depth * width;
  });
}

void multiply(const Product& product) {
  for_each_panel(product.cols, [&](std::size_t col, std::size_t width) {
    const float* packed = product.packed + col * product.depth;
    const auto tile = width == kTileVecs * kLanes ? multiply_tile<kTileVecs> : multiply_tile<1>;
    for (std::size_t row = 0; row < product.rows; row += kTileRows) {
      tile(product, row, col, packed);
    }
  });
}

}  // namespace label_smoothing::internal
