#include "label_smoothing/transpose.h"

#include <gtest/gtest.h>

#include <vector>

namespace label_smoothing {
namespace {

TEST(Transpose, PutsEveryElementInItsPlaceAtEverySizeAroundATile) {
  for (const std::size_t rows : {0U, 1U, 3U, 31U, 32U, 33U, 65U}) {
    for (const std::size_t cols : {0U, 1U, 2U, 31U, 32U, 33U, 70U}) {
      std::vector<float> from(rows * cols);
      for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i);
      std::vector<float> to(from.size(), -1.0F);
      ASSERT_EQ(transpose({from.data(), rows, cols}, {to.data(), cols, rows}), Status::ok);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < cols; ++c) {
          ASSERT_EQ(to[c * rows + r], static_cast<float>(r * cols + c)) << rows << " x " << cols;
        }
      }
    }
  }
}

TEST(Transpose, RefusesOtherShapes) {
  const std::vector<float> from(6);
  std::vector<float> to(6, 7.0F);
  EXPECT_EQ(transpose({from.data(), 2, 3}, {to.data(), 2, 3}), Status::wrong_length);
  EXPECT_EQ(to, std::vector<float>(6, 7.0F));
}

}  // namespace
}  // namespace label_smoothing
