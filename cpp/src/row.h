#pragma once

#include <cstddef>

#include "label_smoothing/views.h"
#include "simd/math.h"
#include "simd/vec.h"

/// Passes over one row of logits, the building blocks of softmax and cross-entropy for rows of at
/// least simd::kLanes classes, unless they say otherwise. Everything is shifted by the row's
/// maximum, so that nothing overflows and every sum has terms of one sign.
namespace label_smoothing::internal {

/// Elements of which every kLanes-th are summed as floats, which doubles then take over.
inline constexpr std::size_t kRun = 32 * simd::kLanes;

/// The logits x of a row; its exponentials are exp((x - max) / T).
struct Row {
  const float* x;
  std::size_t count;
  float max;
  const simd::ExpConstants& constants;
};

/// The sum of a row's exponentials. Where nearly all the probability is one class's, the 1 of that
/// class takes digits from the float it is added to; so those that stay below 1 are summed apart.
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
  /// Sum of (max - x) / T, if it was asked for. Infinity when some x is -infinity.
  double sum_below;
};

/// The greatest logit, NaN aside; -infinity when there is nothing else. Of any row.
float row_max(const float* x, std::size_t count);

/// The row to come, whose maximum is found while the exponentials of the one before are computed:
/// reading it early hides how long memory takes.
struct NextRow {
  const float* x = nullptr;
  float max = 0.0F;

  /// The maximum of a row, found now unless it was before.
  float max_of(Span<const float> row) const {
    return row.data == x ? max : row_max(row.data, row.size);
  }
  /// Row r, or the last one where there is no row r.
  void set(MatrixView<const float> rows, std::size_t r) {
    x = rows.row(r < rows.rows ? r : rows.rows - 1).data;
  }
};

/// The sum of (max - x) / T only if it is asked for. Writes the exponentials, not below
/// simd::exp_floor(), to `exps`, which may be `row.x`, or null if the sum is asked for. Finds the
/// maximum of `next`, a row as long.
template <bool kSumBelow>
RowStatistics row_statistics(const Row& row, float* exps, NextRow& next);

/// out = (x - max) / T - offset, still to be written; `out` may be `x`.
struct Shift {
  const float* x;
  float* out;
  simd::Vec max;
  simd::Vec inverse_temperature;
  simd::Vec minus_offset;

  simd::Vec of(simd::Vec value) const {
    return simd::mul_add(simd::sub(value, max), inverse_temperature, minus_offset);
  }
};

/// The sum of exponentials alone, and meanwhile what `shift` says for another row as long: stores
/// then wait for memory while exponentials are computed.
ExpSum sum_and_shift(const Row& row, const Shift& shift, NextRow& next);

/// A sum of exponentials less 1, with all its digits. They are made once more where `exps`, which
/// holds them, is null.
double sum_less_one(const ExpSum& sum, const Row& row, const float* exps);

/// out = factor * exps - offset, the floor of exponentials counting as 0; `out` may be `exps`.
void scale_row(const float* exps, std::size_t count, float factor, float offset, float* out);

/// Every element of a row of any length = value.
void fill_row(float* out, std::size_t count, float value);

/// Writes what `shift` says.
void shift_row(const Shift& shift, std::size_t count);

}  // namespace label_smoothing::internal
