#include "prediction.h"

#include <cstddef>

namespace label_smoothing::internal {

// A radix sort, byte by byte from the last.
void sort(Span<Prediction> predictions) {
  constexpr std::uint32_t kDigits = 256;
  const std::size_t n = predictions.size / 2;
  Prediction* from = predictions.data;
  Prediction* to = predictions.data + n;
  // An even number of passes, so that the last one ends where the first began.
  for (std::uint32_t shift = 0; shift < 32; shift += 8) {
    const auto digit = [shift](Prediction each) { return (key_of(each) >> shift) % kDigits; };
    std::size_t position[kDigits] = {};
    for (std::size_t i = 0; i < n; ++i) ++position[digit(from[i])];
    std::size_t before = 0;
    for (std::size_t& each : position) {
      const std::size_t count = each;
      each = before;
      before += count;
    }
    for (std::size_t i = 0; i < n; ++i) to[position[digit(from[i])]++] = from[i];
    Prediction* const sorted = to;
    to = from;
    from = sorted;
  }
}

}  // namespace label_smoothing::internal
