#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/smoothing.h"
#include "label_smoothing/views.h"
#include "row.h"
#include "row_group.h"
#include "simd/vec.h"
#include "smoothed_target.h"

/// Targets that differ from class to class: class weights, a prior, or target probabilities.
namespace label_smoothing::internal {

/// A class index, or the K probabilities of the row when `probabilities` is not null.
struct RowTarget {
  std::int32_t index;
  const float* probabilities;
};

/// The weighted target q[i] * w[i] of any row, made block by block on the stack.
class WeightedTarget {
 public:
  /// Elements that are made at a time; the last time up to twice as many, less one.
  static constexpr std::size_t kBlock = kRun;

  WeightedTarget(const Smoothing& smoothing, Span<const float> class_weights, std::size_t classes);

  /// Sum of q * w for a class index. (A float sum of many equal shares rounds always the same way.)
  double mass(std::int32_t target) const;
  /// Writes q[i] * w[i] to qw[i - first] for first <= i < first + count, count >= kLanes.
  void make(const RowTarget& target, std::size_t first, std::size_t count, float* qw) const;

 private:
  friend class WeightedTargetColumns;

  /// Whether what a class is given shrinks with its own probability.
  bool gives_to_others() const;
  /// What class i has whatever the target.
  double off_value(std::size_t i) const;
  /// What class i has as the target.
  double on_value(std::size_t i) const;
  double weight(std::size_t i) const;

  const Smoothing& smoothing_;
  Span<const float> class_weights_;
  std::size_t classes_;
  OnOff values_;
  std::int32_t zero_column_;
  /// Sum of the weighted off values.
  double off_mass_ = 0.0;
};

/// The weighted targets of kLanes rows of up to kMaxGroupClasses classes, column by column.
class WeightedTargetColumns {
 public:
  explicit WeightedTargetColumns(const WeightedTarget& target);

  /// The columns of q * w for rows with these target classes.
  void make(simd::IntVec target, simd::Vec qw[]) const;
  /// Replaces the columns of target probabilities by those of q * w.
  void smooth(simd::Vec t[]) const;

 private:
  std::size_t classes_;
  bool to_others_;
  float off_[kMaxGroupClasses];
  float on_[kMaxGroupClasses];
  /// What a class keeps of its probability.
  float kept_[kMaxGroupClasses];
};

struct WeightedStatistics {
  ExpSum exp;
  /// Sum of qw.
  double mass;
  /// Sum of qw * (max - x) / T where qw is not 0.
  double sum_below;
};

/// `exps`: where the exponentials go, perhaps `row.x` itself, or null.
WeightedStatistics weighted_statistics(const Row& row, const WeightedTarget& weighted,
                                       const RowTarget& target, float* exps);

/// out = factor * exps - scale * qw, the floor of exponentials counting as 0; `out` may be `exps`.
void weighted_gradient(const float* exps, std::size_t count, float factor, float scale,
                       const WeightedTarget& weighted, const RowTarget& target, float* out);

}  // namespace label_smoothing::internal
