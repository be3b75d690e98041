#include "label_smoothing/transpose.h"

#include <algorithm>

namespace label_smoothing {

namespace {

/// A tile of so many rows and columns stays in the first-level cache on both sides.
constexpr std::size_t kTile = 32;

}  // namespace

Status transpose(MatrixView<const float> from, MatrixView<float> to) {
  if (from.rows != to.cols || from.cols != to.rows) return Status::wrong_length;
  for (std::size_t top = 0; top < from.rows; top += kTile) {
    const std::size_t bottom = std::min(top + kTile, from.rows);
    for (std::size_t left = 0; left < from.cols; left += kTile) {
      const std::size_t right = std::min(left + kTile, from.cols);
      for (std::size_t c = left; c < right; ++c) {
        for (std::size_t r = top; r < bottom; ++r) {
          to.data[c * to.cols + r] = from.data[r * from.cols + c];
        }
      }
    }
  }
  return Status::ok;
}

}  // namespace label_smoothing
