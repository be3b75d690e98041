#include "row_group.h"

#include <limits>

namespace label_smoothing::internal {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

namespace {

/// Of fewer than kLanes classes.
void load_few_columns(const RowGroup<const float>& group, std::size_t classes, Vec column[]) {
  for (std::size_t j = 0; j < classes; ++j) {
    float lane[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) lane[i] = group.row[i][j];
    column[j] = load(lane);
  }
}

}  // namespace

Vec load_columns(const RowGroup<const float>& group, std::size_t classes, Vec column[]) {
  Vec max = splat(-std::numeric_limits<float>::infinity());
  const auto load_block = [&](std::size_t j) {
    Vec block[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) block[i] = load(group.row[i] + j);
    transpose(block);
    for (std::size_t i = 0; i < kLanes; ++i) {
      column[j + i] = block[i];
      max = max_or_first(max, block[i]);
    }
  };
  std::size_t j = 0;
  for (; j + kLanes <= classes; j += kLanes) load_block(j);
  if (j == classes) return max;
  if (classes >= kLanes) {
    load_block(classes - kLanes);  // some columns a second time, with the same result
    return max;
  }
  load_few_columns(group, classes, column);
  for (; j < classes; ++j) max = max_or_first(max, column[j]);
  return max;
}

void store_few_columns(const RowGroup<float>& group, std::size_t classes, const Vec column[]) {
  for (std::size_t j = 0; j < classes; ++j) {
    float lane[kLanes];
    store(lane, column[j]);
    for (std::size_t i = 0; i < group.size; ++i) group.row[i][j] = lane[i];
  }
}

}  // namespace label_smoothing::internal
