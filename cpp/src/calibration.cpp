#include "label_smoothing/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "checks.h"
#include "double_math.h"
#include "prediction.h"
#include "row_group.h"
#include "simd/vec.h"

namespace label_smoothing {

namespace {

using internal::kMaxGroupClasses;
using internal::RowGroup;
using namespace simd;  // NOLINT(google-build-using-namespace): every line below speaks its words

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostBins = 10000;
/// Probabilities are multiplied as long as their product is between this and its inverse, and then
/// one logarithm is that of all: another factor, at least 2^-149, leaves it a normal double.
constexpr double kLeastLikelihood = 0x1p-800;

bool are_probabilities(MatrixView<const float> probs) {
  return internal::all_between_zero_and(internal::kLargestProbability, probs.data,
                                        probs.rows * probs.cols);
}

/// What kLanes rows say, a row in each lane.
struct GroupPredictions {
  float on_target[kLanes];
  /// The greatest probability, and whether its first class is the target's: 1 or 0.
  float confidence[kLanes];
  float correct[kLanes];
  /// Sum of squares of the classes that are not the target.
  float other_squares[kLanes];
};

/// Whether the first of the row's greatest probabilities is the target's.
bool is_first(Span<const float> p, std::int32_t target) {
  return std::max_element(p.begin(), p.end()) == p.begin() + target;
}

/// Of the rows from `first` on. All variants answer the same bits, so that what is told of a
/// training run can be repeated: no product and sum is fused.
void predict(MatrixView<const float> probs, std::size_t first, Span<const std::int32_t> targets,
             std::int32_t ignore_index, GroupPredictions& out) {
  const RowGroup<const float> group(probs.data, probs.rows, probs.cols, first);
  const IntVec target = internal::targets_of(targets, first, ignore_index, ignore_index).index;
  Vec greatest_other = splat(0.0F);
  DoubleVec squares = zero_double();
  for (std::size_t done = 0; done < probs.cols; done += kMaxGroupClasses) {
    const std::size_t count = std::min(kMaxGroupClasses, probs.cols - done);
    Vec column[kMaxGroupClasses];
    internal::load_columns({probs.data + done, probs.rows, probs.cols, first}, count, column);
    Vec sum = splat(0.0F);
    for (std::size_t j = 0; j < count; ++j) {
      const Mask is_target = equal_int(target, splat_int(static_cast<std::int32_t>(done + j)));
      const Vec p = zero_if(is_target, column[j]);
      greatest_other = max_or_first(greatest_other, p);
      sum = add(sum, mul(p, p));
    }
    squares = add_to_double(squares, sum);
  }
  const Vec on_target = internal::gather(group, target);
  const Vec confidence = max_or_first(on_target, greatest_other);
  store(out.on_target, on_target);
  store(out.confidence, confidence);
  store(out.correct, keep_if(less(greatest_other, on_target), splat(1.0F)));
  store(out.other_squares, to_single(squares));
  if (!any(equal(greatest_other, on_target))) return;
  for (std::size_t i = 0; i < group.size; ++i) {
    const std::int32_t y = targets[first + i];
    out.correct[i] = y != ignore_index && is_first(probs.row(first + i), y) ? 1.0F : 0.0F;
  }
}

/// Adds a row to the sums that `finish_bin` turns into means.
void add_to_bin(CalibrationBin& bin, Prediction prediction) {
  bin.count += 1.0;
  bin.confidence += internal::confidence_of(prediction);
  bin.accuracy += internal::right_of(prediction);
}

void finish_bin(CalibrationBin& bin) {
  bin.confidence = bin.count > 0.0 ? bin.confidence / bin.count : kNan;
  bin.accuracy = bin.count > 0.0 ? bin.accuracy / bin.count : kNan;
}

/// Rounded to float as confidences are, so that .6 belongs to (.5, .6].
double float_edge(std::size_t b, std::size_t count) {
  // Not a double rounded to float: the vectorizer of GCC 12 leaves that rounding out.
  return static_cast<double>(static_cast<float>(b) / static_cast<float>(count));
}

/// Cuts the sorted rows after row ceil(j n / B), or where that row's ties end: equal confidences
/// share a bin, so the order of the rows does not matter.
void fill_equal_mass(Span<const Prediction> sorted, Span<CalibrationBin> bins) {
  std::size_t next = 0;
  for (std::size_t b = 0; b < bins.size; ++b) {
    const std::uint64_t cut = ((b + 1) * std::uint64_t{sorted.size} + bins.size - 1) / bins.size;
    std::size_t end = std::max(next, static_cast<std::size_t>(cut));
    while (end > 0 && end < sorted.size && internal::are_tied(sorted[end], sorted[end - 1])) ++end;
    bins[b] = {kNan, kNan, 0.0, 0.0, 0.0};
    if (next < end) bins[b].lower = internal::confidence_of(sorted[next]);
    for (; next < end; ++next) {
      bins[b].upper = internal::confidence_of(sorted[next]);
      add_to_bin(bins[b], sorted[next]);
    }
  }
}

/// Sum over the bins, which hold sums, of |accuracy - confidence| times the number of rows.
double sum_of_gaps(Span<const CalibrationBin> bins) {
  double sum = 0.0;
  for (const CalibrationBin& bin : bins) sum += std::abs(bin.accuracy - bin.confidence);
  return sum;
}

/// The greatest distance between the cumulative sums of confidence and of right predictions over
/// the sorted rows, at the ends of ties only. Gupta et al. 2021.
double greatest_deviation(Span<const Prediction> sorted) {
  double sum = 0.0;
  double greatest = 0.0;
  for (std::size_t i = 0; i < sorted.size; ++i) {
    sum += internal::confidence_of(sorted[i]) - internal::right_of(sorted[i]);
    if (i + 1 < sorted.size && internal::are_tied(sorted[i], sorted[i + 1])) continue;
    greatest = std::max(greatest, std::abs(sum));
  }
  return greatest;
}

/// The measures of bins that hold sums, which become means.
void measure_bins(Span<CalibrationBin> bins, double n, Calibration& result) {
  double correct = 0.0;
  double confidence = 0.0;
  double squares = 0.0;
  double correction = 0.0;
  result.ece = n > 0.0 ? sum_of_gaps({bins.data, bins.size}) / n : kNan;
  result.mce = n > 0.0 ? 0.0 : kNan;
  for (CalibrationBin& bin : bins) {
    correct += bin.accuracy;
    confidence += bin.confidence;
    finish_bin(bin);
    if (bin.count == 0.0) continue;
    const double gap = bin.accuracy - bin.confidence;
    result.mce = std::max(result.mce, std::abs(gap));
    squares += bin.count / n * gap * gap;
    // A bin of one row has no variance to take off, and adds nothing to the debiased error.
    correction +=
        bin.count / n *
        (bin.count > 1.0 ? bin.accuracy * (1.0 - bin.accuracy) / (bin.count - 1.0) : gap * gap);
  }
  result.accuracy = correct / n;
  result.confidence = confidence / n;
  result.rmsce = n > 0.0 ? std::sqrt(squares) : kNan;
  result.debiased_ece = n > 0.0 ? std::sqrt(std::max(0.0, squares - correction)) : kNan;
}

}  // namespace

Status Calibrator::check(MatrixView<const float> probs, Span<const std::int32_t> targets) const {
  if (probs.cols == 0 || probs.cols != columns_ || targets.size != probs.rows) {
    return Status::wrong_length;
  }
  if (bins_ < 1 || bins_ > kMostBins) return Status::invalid_bins;
  if (memory_.size != memory_doubles(columns_, bins_)) return Status::wrong_length;
  for (const std::int32_t target : targets) {
    if (target != ignore_index_ && !internal::is_class(target, classes())) {
      return Status::target_out_of_range;
    }
  }
  if (are_probabilities(probs)) return Status::ok;
  // What is wrong may be in rows that do not count.
  for (std::size_t r = 0; r < probs.rows; ++r) {
    if (targets[r] != ignore_index_ && !are_probabilities({probs.row(r).data, 1, probs.cols})) {
      return Status::target_not_a_probability;
    }
  }
  return Status::ok;
}

/// The first bin whose upper edge is not below p.
std::size_t Calibrator::bin_of(double p) const {
  const double* edge = edges();
  // At most one away, as rounding goes.
  std::size_t bin = static_cast<std::size_t>(p * static_cast<double>(bins_));
  if (bin >= bins_) return bins_ - 1;
  if (p > edge[bin + 1]) ++bin;
  if (bin > 0 && p <= edge[bin]) --bin;
  return std::min(bin, bins_ - 1);
}

/// Of a row: adds P(class) - [class is the target] to the sums of its bin and class.
void Calibrator::add_class_gaps(Span<const float> p, std::int32_t target) {
  const double first_edge = edges()[1];
  double* const first_bin = class_gaps();
  for (std::size_t c = 0; c < p.size; ++c) {
    const auto each = static_cast<double>(p[c]);
    // Nearly all of them, where there are many classes.
    if (each <= first_edge) {
      first_bin[c] += each;
    } else {
      first_bin[bin_of(each) * p.size + c] += each;
    }
  }
  const auto y = static_cast<std::size_t>(target);
  first_bin[bin_of(static_cast<double>(p[y])) * p.size + y] -= 1.0;
}

/// Adds kLanes rows of at least two columns, or what is left of them.
LABEL_SMOOTHING_NOINLINE void Calibrator::add_group(MatrixView<const float> probs,
                                                    std::size_t first,
                                                    Span<const std::int32_t> targets,
                                                    Prediction* predictions) {
  GroupPredictions group;
  predict(probs, first, targets, ignore_index_, group);
  for (std::size_t i = 0; i < kLanes && first + i < probs.rows; ++i) {
    const std::int32_t target = targets[first + i];
    if (target == ignore_index_) continue;
    const auto p_target = static_cast<double>(group.on_target[i]);
    double& likelihood = memory_[kLikelihood];
    likelihood *= p_target;
    if (!(likelihood > kLeastLikelihood && likelihood < 1.0 / kLeastLikelihood)) {
      memory_[kNll] -= double_math::log(likelihood);
      likelihood = 1.0;
    }
    memory_[kBrier] +=
        static_cast<double>(group.other_squares[i]) + (1.0 - p_target) * (1.0 - p_target);
    add_class_gaps(probs.row(first + i), target);
    const auto confidence = static_cast<double>(group.confidence[i]);
    const std::size_t bin = bin_of(confidence);
    counts()[bin] += 1.0;
    confidences()[bin] += confidence;
    right()[bin] += static_cast<double>(group.correct[i]);
    if (predictions != nullptr) {
      predictions[rows()] = internal::prediction_of(group.confidence[i], group.correct[i] != 0.0F);
    }
    memory_[kRows] += 1.0;
  }
}

Status Calibrator::add(MatrixView<const float> probs, Span<const std::int32_t> targets,
                       Span<Prediction> predictions) {
  const Status status = check(probs, targets);
  if (status != Status::ok) return status;
  if (!predictions.empty() && predictions.size < rows() + probs.rows) return Status::wrong_length;
  if (rows() == 0) {
    memory_[kLikelihood] = 1.0;
    for (std::size_t b = 0; b <= bins_; ++b) edges()[b] = float_edge(b, bins_);
  }
  for (std::size_t first = 0; first < probs.rows; first += kLanes) {
    if (columns_ > 1) {
      add_group(probs, first, targets, predictions.data);
      continue;
    }
    const std::size_t count = std::min(kLanes, probs.rows - first);
    float pairs[2 * kLanes];
    for (std::size_t i = 0; i < count; ++i) {
      pairs[2 * i + 1] = probs.data[first + i];
      pairs[2 * i] = 1.0F - pairs[2 * i + 1];
    }
    add_group({pairs, count, 2}, 0, {targets.data + first, count}, predictions.data);
  }
  return Status::ok;
}

Status Calibrator::measure(Binning binning, Span<Prediction> predictions, Calibration& result,
                           Span<CalibrationBin> bins) const {
  if (bins_ < 1 || bins_ > kMostBins) return Status::invalid_bins;
  const bool sorts = !predictions.empty() || binning == Binning::equal_mass;
  if (bins.size != bins_ || memory_.size != memory_doubles(columns_, bins_) ||
      (sorts && predictions.size != 2 * rows())) {
    return Status::wrong_length;
  }
  const double n = memory_[kRows];
  result = {};
  result.adaptive_ece = result.ks = kNan;
  if (sorts) {
    internal::sort(predictions);
    const Span<const Prediction> sorted{predictions.data, rows()};
    result.ks = greatest_deviation(sorted) / n;
    fill_equal_mass(sorted, bins);
    result.adaptive_ece = sum_of_gaps({bins.data, bins.size}) / n;
  }
  if (binning == Binning::equal_width) {
    for (std::size_t b = 0; b < bins_; ++b) {
      bins[b] = {float_edge(b, bins_), float_edge(b + 1, bins_), counts()[b], confidences()[b],
                 right()[b]};
    }
  }
  measure_bins(bins, n, result);
  const double pending = n > 0.0 ? double_math::log(memory_[kLikelihood]) : 0.0;
  result.nll = (memory_[kNll] - pending) / n;
  result.brier = memory_[kBrier] / n;
  double class_gaps_sum = 0.0;
  for (std::size_t i = 0; i < bins_ * classes(); ++i) class_gaps_sum += std::abs(class_gaps()[i]);
  result.classwise_ece = class_gaps_sum / n / static_cast<double>(classes());
  return Status::ok;
}

Status calibration(MatrixView<const float> probs, Span<const std::int32_t> targets, Binning binning,
                   Span<double> memory, Span<Prediction> predictions, Calibration& result,
                   Span<CalibrationBin> bins, std::int32_t ignore_index) {
  const bool sorts = !predictions.empty() || binning == Binning::equal_mass;
  if (sorts && predictions.size != 2 * probs.rows) return Status::wrong_length;
  std::fill(memory.begin(), memory.end(), 0.0);
  Calibrator calibrator(probs.cols, bins.size, ignore_index, memory);
  const Status status = calibrator.add(probs, targets, predictions);
  if (status != Status::ok) return status;
  return calibrator.measure(binning, {predictions.data, sorts ? 2 * calibrator.rows() : 0}, result,
                            bins);
}

}  // namespace label_smoothing
