#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

/// How predictions are sorted into bins by confidence, max p.
enum class Binning : std::int32_t {
  /// Bin b holds confidences in (b / B, (b + 1) / B], with edges rounded to float like confidences.
  /// The first bin includes confidence 0. Guo et al. 2017.
  equal_width,
  /// Rows sorted by confidence are cut after row ceil(b N / B) for b = 1 ... B. Each cut moves to
  /// the end of its tie, so equal confidences share a bin, and some bins may be empty.
  equal_mass,
};

struct CalibrationBin {
  /// Bounds of the confidence: of the bin's interval for equal width, of its rows for equal mass.
  double lower;
  double upper;
  /// Number of rows.
  double count;
  /// Mean confidence and accuracy of the rows; NaN if there are none.
  double confidence;
  double accuracy;
};

struct Calibration {
  /// Expected and maximum calibration error: the mean (weighted by count) and the maximum of
  /// |accuracy - confidence| over the bins that have rows.
  double ece;
  double mce;
  /// Mean of -log p[y]; +infinity if some p[y] is 0.
  double nll;
  /// Mean of sum (p - onehot(y))^2, in [0, 2].
  double brier;
  /// Share of rows whose most probable class (the first of equals) is y.
  double accuracy;
  /// Mean of max p.
  double confidence;
  /// Mean over the classes of the ECE, in bins of equal width, of P(class) against the class's
  /// frequency.
  double classwise_ece;
  /// The ECE in bins of equal mass.
  double adaptive_ece;
  /// sqrt(max(0, sum of n_b / n ((acc - conf)^2 - acc (1 - acc) / (n_b - 1)))) over the bins, where
  /// a bin of one row adds 0. Kumar, Liang and Ma 2019.
  double debiased_ece;
  /// The same without the correction: sqrt(sum of n_b / n (acc - conf)^2).
  double rmsce;
  /// max |sum of (confidence - correct)| / n over the rows sorted by confidence, at the ends of
  /// ties only. Kolmogorov-Smirnov; Gupta et al. 2021.
  double ks;
};

/// The confidence of a row, and whether its prediction is right, in bits that sort by confidence.
enum class Prediction : std::uint32_t {};

/// Measures how well probabilities match outcomes, from batches of rows of which only sums are
/// kept. How rows are shared among batches makes no difference, not even in rounding.
class Calibrator {
 public:
  /// How many doubles of memory rows of `columns` values need with B bins.
  static constexpr std::uint64_t memory_doubles(std::uint64_t columns, std::uint64_t bins) {
    return kFirstEdge + 4 * bins + 1 + bins * (columns < 2 ? 2 : columns);
  }

  /// memory: memory_doubles(columns, bins) zeros, or what another Calibrator of the same arguments
  /// has left there; it must outlive this object. Rows whose target is `ignore_index` do not count,
  /// whatever they hold.
  Calibrator(std::size_t columns, std::size_t bins, std::int32_t ignore_index, Span<double> memory)
      : columns_(columns), bins_(bins), ignore_index_(ignore_index), memory_(memory) {}

  /// Adds N rows.
  ///
  /// probs: N x `columns` probabilities in [0, 1] (a rounding excess of 1e-4 is accepted); a single
  /// column holds P(1), so that a row is [1 - p, p]. targets: N class indices in [0, K), in [0, 1]
  /// with a single column, or the ignore index. predictions: room for one of every row of every
  /// batch, or none; those of the rows that count are written from rows() on.
  /// Errors: wrong_length, invalid_bins (B is outside [1, 10000]), target_out_of_range,
  /// target_not_a_probability (a value that is not in [0, 1]).
  Status add(MatrixView<const float> probs, Span<const std::int32_t> targets,
             Span<Prediction> predictions = {});

  /// How many rows count.
  std::size_t rows() const { return static_cast<std::size_t>(memory_[kRows]); }

  /// Where no row counts every measure is NaN and the bins are empty.
  ///
  /// predictions: what `add` wrote, followed by as much room; they are sorted. Without them, which
  /// only `equal_width` allows, adaptive_ece and ks are NaN. bins: room for B.
  /// Errors: wrong_length, invalid_bins.
  Status measure(Binning binning, Span<Prediction> predictions, Calibration& result,
                 Span<CalibrationBin> bins) const;

 private:
  // The memory: sums over the rows that count; the edges of the bins; rows, confidence and right
  // predictions of each bin; the sum of P(class) - [class is the target] of each bin and class.
  static constexpr std::size_t kRows = 0;
  static constexpr std::size_t kNll = 1;
  static constexpr std::size_t kBrier = 2;
  static constexpr std::size_t kLikelihood = 3;
  static constexpr std::size_t kFirstEdge = 4;

  std::size_t classes() const { return columns_ < 2 ? 2 : columns_; }
  double* edges() const { return memory_.data + kFirstEdge; }
  double* counts() const { return edges() + bins_ + 1; }
  double* confidences() const { return counts() + bins_; }
  double* right() const { return confidences() + bins_; }
  double* class_gaps() const { return right() + bins_; }

  Status check(MatrixView<const float> probs, Span<const std::int32_t> targets) const;
  std::size_t bin_of(double p) const;
  void add_group(MatrixView<const float> probs, std::size_t first, Span<const std::int32_t> targets,
                 Prediction* predictions);
  void add_class_gaps(Span<const float> p, std::int32_t target);

  std::size_t columns_;
  std::size_t bins_;
  std::int32_t ignore_index_;
  Span<double> memory_;
};

/// The measures of N rows: a Calibrator with one batch.
///
/// memory: Calibrator::memory_doubles(K, B) doubles. predictions: room for 2 N; without any, which
/// only `equal_width` allows, adaptive_ece and ks are NaN. bins: room for B >= 1 bins.
/// Errors: those of Calibrator::add.
Status calibration(MatrixView<const float> probs, Span<const std::int32_t> targets, Binning binning,
                   Span<double> memory, Span<Prediction> predictions, Calibration& result,
                   Span<CalibrationBin> bins, std::int32_t ignore_index = -100);

}  // namespace label_smoothing
