#pragma once

#include <cstddef>

#include "label_smoothing/views.h"
#include "simd/vec.h"

/// Passes over one row of logits, the building blocks of softmax and cross-entropy for rows of at
/// least simd::kLanes classes, unless they say otherwise. Everything is shifted by the row's
/// maximum, so that nothing overflows and every sum has terms of one sign.
namespace label_smoothing::internal {

/// Elements of which every kLanes-th are summed as floats, which doubles then take over.
inline constexpr std::size_t kRun = 32 * simd::kLanes;

/// A sum of exp(x - max). Where nearly all the probability is one class's, the 1 of that class
/// takes digits from the float it is added to; so those that stay below 1 are summed apart too.
struct ExpSum {
  /// NaN when the row holds NaN or +infinity, or nothing but -infinity.
  double all;
  double apart;

  /// Whether softmax exists.
  bool defined() const { return all == all; }
};

/// Adds up to an `ExpSum`, run by run; what is left behind the whole vectors is a run of its own.
struct ExpSums {
  simd::DoubleVec all = simd::zero_double();
  simd::DoubleVec apart = simd::zero_double();

  void add_run(simd::Vec sum) {
    all = simd::add_to_double(all, sum);
    apart = simd::add_to_double(apart, simd::keep_if(simd::less(sum, simd::splat(1.0F)), sum));
  }
  ExpSum result() const { return {simd::reduce_add(all), simd::reduce_add(apart)}; }
};

struct RowStatistics {
  ExpSum exp;
  /// Sum of max - x, if it was asked for. Infinity when some x is -infinity.
  double sum_below;
};

/// The greatest logit, NaN aside; -infinity when there is nothing else. Of any row.
float row_max(const float* x, std::size_t count);

/// The elements of row r, or of the last row where there is no row r.
inline const float* row_or_last(MatrixView<const float> rows, std::size_t r) {
  return rows.row(r < rows.rows ? r : rows.rows - 1).data;
}

/// A row and its maximum, or none.
struct MeasuredRow {
  const float* x = nullptr;
  float max = 0.0F;

  /// The maximum of a row, measured now unless it is this one.
  float max_of(const float* row, std::size_t count) const {
    return row == x ? max : row_max(row, count);
  }
};

/// Of a row whose maximum is known; the sum of max - x only if it is asked for. Writes exp(x -
/// max), not below simd::exp_floor(), to `exps`, which may be `x`, or null if the sum is asked for.
/// Measures `next`, a row as long whose `x` is given: reading ahead while exponentials are computed
/// hides how long memory takes, and the maximum costs next to nothing. (With a maximum that rises
/// block by block, so that the row comes from memory once, a loss takes up to a tenth longer:
/// whether it rises is a branch that is often mispredicted.)
template <bool kSumBelow>
RowStatistics row_statistics(const float* x, std::size_t count, float max, float* exps,
                             MeasuredRow& next);

/// out = (x - max) - offset, still to be written; `out` may be `x`.
struct Shift {
  const float* x;
  float* out;
  simd::Vec max;
  simd::Vec offset;

  simd::Vec of(simd::Vec value) const { return simd::sub(simd::sub(value, max), offset); }
};

/// The sum of exponentials alone, and meanwhile what `shift` says for another row as long: stores
/// then wait for memory while exponentials are computed (a log-softmax of long rows is a seventh
/// faster).
ExpSum sum_and_shift(const float* x, std::size_t count, float max, const Shift& shift,
                     MeasuredRow& next);

/// Sum of max - x alone; infinity when some x is -infinity.
double sum_below(const float* x, std::size_t count, float max);

/// A sum of exponentials less 1, with all its digits. They are made once more from `x` where
/// `stored_exps` is null.
double excess(const ExpSum& sum, const float* x, std::size_t count, float max,
              const float* stored_exps);

/// out = factor * exps - offset, the floor of exponentials counting as 0; `out` may be `exps`.
void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out);

/// Every element of a row of any length = value.
void fill_row(float* out, std::size_t count, float value);

/// Writes what `shift` says.
void shift_row(const Shift& shift, std::size_t count);

}  // namespace label_smoothing::internal
