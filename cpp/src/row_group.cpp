#include "row_group.h"

namespace label_smoothing::internal {

using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

Vec load_columns(const RowGroup<const float>& group, std::size_t classes, Vec column[]) {
  return load_columns_inline(group, classes, column);
}

void load_few_columns(const RowGroup<const float>& group, std::size_t classes, Vec column[]) {
  for (std::size_t j = 0; j < classes; ++j) {
    float lane[kLanes];
    for (std::size_t i = 0; i < kLanes; ++i) lane[i] = group.row[i][j];
    column[j] = load(lane);
  }
}

void store_few_columns(const RowGroup<float>& group, std::size_t classes, const Vec column[]) {
  for (std::size_t j = 0; j < classes; ++j) {
    float lane[kLanes];
    store(lane, column[j]);
    for (std::size_t i = 0; i < group.size; ++i) group.row[i][j] = lane[i];
  }
}

}  // namespace label_smoothing::internal
