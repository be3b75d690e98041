#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/smoothing.h"
#include "label_smoothing/views.h"
#include "row.h"
#include "row_group.h"
#include "simd/vec.h"

/// Cross-entropy of a row whose target differs from class to class: class weights, a prior, or
/// target probabilities. The weighted target q[i] * w[i] is made block by block on the stack.
namespace label_smoothing::internal {

/// A class index, or the K probabilities of the row when `probabilities` is not null.
struct RowTarget {
  std::int32_t index;
  const float* probabilities;
};

/// Makes q[i] * w[i] for any row.
class TargetRecipe {
 public:
  /// Elements that are made at a time; the last time up to twice as many, less one.
  static constexpr std::size_t kBlock = kRun;

  TargetRecipe(const Smoothing& smoothing, Span<const float> class_weights, std::size_t classes);

  /// Writes q[i] * w[i] to qw[i - first] for first <= i < first + count, count >= kLanes.
  void make(const RowTarget& target, std::size_t first, std::size_t count, float* qw) const;

 private:
  friend class ColumnRecipe;

  /// Whether what a class is given shrinks with its own probability.
  bool gives_to_others() const;
  /// The share of class i that does not depend on the row.
  double base_share(std::size_t i) const;
  double weight(std::size_t i) const;

  std::size_t classes_;
  Convention convention_;
  double alpha_;
  double on_target_;
  double on_other_;
  std::int32_t zero_column_;
  Span<const float> prior_;
  Span<const float> class_weights_;
};

/// Makes q[i] * w[i] for kLanes rows at a time, of up to kMaxGroupClasses classes. Shares are found
/// once in a call.
class ColumnRecipe {
 public:
  explicit ColumnRecipe(const TargetRecipe& recipe);

  /// The columns of q * w for rows with these target classes.
  void make(simd::IntVec target, simd::Vec qw[]) const;
  /// Replaces the columns of target probabilities by those of q * w.
  void smooth(simd::Vec t[]) const;

 private:
  std::size_t classes_;
  bool to_others_;
  /// What a class is given whatever the target, what it has as the target, and what it keeps of its
  /// probability.
  float given_[kMaxGroupClasses];
  float on_target_[kMaxGroupClasses];
  float kept_[kMaxGroupClasses];
};

struct WeightedRow {
  ExpSum exp;
  /// Sum of qw.
  double sum_target;
  /// Sum of qw * (max - x) where qw is not 0.
  double sum_below;
};

/// `exps`: where exp(x - max) goes, perhaps `x` itself, or null.
WeightedRow weighted_row(const float* x, std::size_t count, float max, const TargetRecipe& recipe,
                         const RowTarget& target, float* exps);

/// out = factor * exps - scale * qw, the floor of exponentials counting as 0; `out` may be `exps`.
void weighted_gradient(const float* exps, std::size_t count, float factor, float scale,
                       const TargetRecipe& recipe, const RowTarget& target, float* out);

}  // namespace label_smoothing::internal
