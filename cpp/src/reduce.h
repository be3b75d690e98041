#pragma once

#include <cstddef>
#include <cstring>

#include "label_smoothing/reduction.h"
#include "simd/vec.h"

namespace label_smoothing::internal {

/// Whether a loss stays as elements in place of one number.
inline bool has_elements(Reduction reduction) {
  return reduction == Reduction::none || reduction == Reduction::row;
}

/// What the sum of a loss is divided by; `mean_divisor` is what `Reduction::mean` divides by.
inline double divisor_of(Reduction reduction, double mean_divisor, double rows) {
  switch (reduction) {
    case Reduction::none:
    case Reduction::row:
    case Reduction::sum:
      return 1.0;
    case Reduction::mean:
      return mean_divisor;
    case Reduction::batchmean:
      return rows;
  }
  return 1.0;
}

/// N, of which `rows` are computed now.
inline double all_rows(const LossOutput& loss, std::size_t rows) {
  return loss.parts == nullptr ? static_cast<double>(rows) : loss.parts->all_rows;
}

/// Of rows as long as this the terms are added row by row, so that parts of a call may end
/// anywhere; shorter ones are added as if all rows were one.
inline constexpr std::size_t kLongRow = 1024;

/// Takes the losses of the rows as they come and reduces them.
class LossReducer {
 public:
  LossReducer(Reduction reduction, const LossOutput& loss) : reduction_(reduction), loss_(loss) {
    if (loss_.parts == nullptr) return;
    total_ = loss_.parts->sums[0];
    std::memcpy(&totals_, loss_.parts->sums + 1, sizeof totals_);
  }

  void add_row(std::size_t r, double value) {
    if (has_elements(reduction_)) {
      loss_.elements[r] = static_cast<float>(value);
    } else {
      total_ += value;
    }
  }

  /// A loss in each lane, for the rows from `first` on; 0 behind the last row.
  void add_group(std::size_t first, std::size_t rows, simd::Vec values) {
    if (has_elements(reduction_)) {
      simd::store_up_to(loss_.elements.data + first, rows - first, values);
    } else {
      totals_ = simd::add_to_double(totals_, values);
    }
  }

  /// A sum of its own of each lane, beside those of the rows.
  simd::DoubleVec& lanes() { return totals_; }

  void finish(double divisor, bool is_zero) {
    if (has_elements(reduction_)) return;
    if (loss_.parts != nullptr) {
      loss_.parts->sums[0] = total_;
      std::memcpy(loss_.parts->sums + 1, &totals_, sizeof totals_);
    }
    *loss_.reduced = is_zero ? 0.0 : (total_ + simd::reduce_add(totals_)) / divisor;
  }

 private:
  Reduction reduction_;
  LossOutput loss_;
  double total_ = 0.0;
  simd::DoubleVec totals_ = simd::zero_double();
};

}  // namespace label_smoothing::internal
