#include "label_smoothing/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

#include "checks.h"
#include "double_math.h"
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
void add_to_bin(CalibrationBin& bin, double confidence, double correct) {
  bin.count += 1.0;
  bin.confidence += confidence;
  bin.accuracy += correct;
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

void begin_equal_width(Span<CalibrationBin> bins) {
  for (std::size_t b = 0; b < bins.size; ++b) {
    bins[b] = {float_edge(b, bins.size), float_edge(b + 1, bins.size), 0.0, 0.0, 0.0};
  }
}

/// The first of `count` bins whose upper edge is not below p: p is compared with the nearest edge.
std::size_t equal_width_index(double p, std::size_t count) {
  const auto bins = static_cast<double>(count);
  const auto nearest = static_cast<std::size_t>(std::nearbyint(p * bins));
  const double edge = float_edge(nearest, count);
  const std::size_t index = p > edge ? nearest : nearest - (nearest > 0 ? 1 : 0);
  return std::min(index, count - 1);
}

CalibrationBin& equal_width_bin(Span<CalibrationBin> bins, double confidence) {
  return bins[equal_width_index(confidence, bins.size)];
}

/// Confidences are >= 0, so their bits sort as they do. The last bit says whether the prediction is
/// correct.
std::uint64_t sort_key(float confidence, bool correct) {
  confidence += 0.0F;  // -0 becomes 0, whose bits are those of the smallest number
  std::uint32_t bits = 0;
  std::memcpy(&bits, &confidence, sizeof bits);
  return (std::uint64_t{bits} << 1U) | std::uint64_t{correct};
}

double correct_of(std::uint64_t key) { return static_cast<double>(key & 1U); }

double confidence_of(std::uint64_t key) {
  const auto bits = static_cast<std::uint32_t>(key >> 1U);
  float confidence = 0.0F;
  std::memcpy(&confidence, &bits, sizeof confidence);
  return static_cast<double>(confidence);
}

/// Shell's sort with Knuth's gaps: as fast as a heap sort here, and a fifth of its code.
/// (std::sort's is 3 KB.)
void sort(Span<std::uint64_t> keys) {
  std::size_t gap = 1;
  while (gap < keys.size / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (std::size_t i = gap; i < keys.size; ++i) {
      const std::uint64_t key = keys[i];
      std::size_t at = i;
      for (; at >= gap && keys[at - gap] > key; at -= gap) keys[at] = keys[at - gap];
      keys[at] = key;
    }
  }
}

/// Equal confidences, wherever they are cut.
bool are_tied(std::uint64_t key, std::uint64_t other) { return key >> 1U == other >> 1U; }

/// Cuts the sorted rows after row ceil(j n / B), or where that row's ties end: equal confidences
/// share a bin, so the order of the rows does not matter.
void fill_equal_mass(Span<const std::uint64_t> keys, Span<CalibrationBin> bins) {
  std::size_t next = 0;
  for (std::size_t b = 0; b < bins.size; ++b) {
    const std::uint64_t cut = ((b + 1) * std::uint64_t{keys.size} + bins.size - 1) / bins.size;
    std::size_t end = std::max(next, static_cast<std::size_t>(cut));
    while (end > 0 && end < keys.size && are_tied(keys[end], keys[end - 1])) ++end;
    bins[b] = {kNan, kNan, 0.0, 0.0, 0.0};
    if (next < end) bins[b].lower = confidence_of(keys[next]);
    for (; next < end; ++next) {
      bins[b].upper = confidence_of(keys[next]);
      add_to_bin(bins[b], bins[b].upper, correct_of(keys[next]));
    }
  }
}

/// Sum over the bins, which hold sums, of |accuracy - confidence| times the number of rows.
double sum_of_gaps(Span<const CalibrationBin> bins) {
  double sum = 0.0;
  for (const CalibrationBin& bin : bins) sum += std::abs(bin.accuracy - bin.confidence);
  return sum;
}

/// The greatest distance between the cumulative sums of confidence and of correctness over the
/// sorted rows, at the ends of ties only. Gupta et al. 2021.
double greatest_deviation(Span<const std::uint64_t> keys) {
  double sum = 0.0;
  double greatest = 0.0;
  for (std::size_t i = 0; i < keys.size; ++i) {
    sum += confidence_of(keys[i]) - correct_of(keys[i]);
    if (i + 1 < keys.size && are_tied(keys[i], keys[i + 1])) continue;
    greatest = std::max(greatest, std::abs(sum));
  }
  return greatest;
}

/// P(class) of row r; a single column holds P(1).
double probability(MatrixView<const float> probs, std::size_t r, std::size_t c) {
  const float p = probs.data[r * probs.cols + (probs.cols == 1 ? 0 : c)];
  return static_cast<double>(probs.cols == 1 && c == 0 ? 1.0F - p : p);
}

/// Sum over the classes of the ECE of P(class) times the number of rows: over the bins, of
/// |sum of P(class) - [class is the target]|. As many classes and bins at a time as fit the stack.
double sum_of_class_gaps(MatrixView<const float> probs, std::size_t classes,
                         Span<const std::int32_t> targets, std::int32_t ignore_index,
                         std::size_t bins) {
  constexpr std::size_t kGaps = 1024;
  const std::size_t bins_at_once = std::min(bins, kGaps);
  const std::size_t classes_at_once = kGaps / bins_at_once;
  double sum = 0.0;
  for (std::size_t c = 0; c < classes; c += classes_at_once) {
    const std::size_t end = std::min(classes, c + classes_at_once);
    for (std::size_t b = 0; b < bins; b += bins_at_once) {
      double gaps[kGaps] = {};
      for (std::size_t r = 0; r < probs.rows; ++r) {
        if (targets[r] == ignore_index) continue;
        for (std::size_t i = c; i < end; ++i) {
          const double p = probability(probs, r, i);
          const std::size_t bin = equal_width_index(p, bins) - b;
          if (bin >= bins_at_once) continue;
          const double hit = targets[r] == static_cast<std::int32_t>(i) ? 1.0 : 0.0;
          gaps[(i - c) * bins_at_once + bin] += p - hit;
        }
      }
      for (const double gap : gaps) sum += std::abs(gap);
    }
  }
  return sum;
}

/// Sums over the rows that count.
struct RowSums {
  double rows = 0.0;
  double nll = 0.0;
  double brier = 0.0;
};

/// Visits the confidence and the correctness of every row that counts.
template <class Visit>
RowSums visit_rows(MatrixView<const float> probs, Span<const std::int32_t> targets,
                   std::int32_t ignore_index, Visit visit) {
  RowSums sums;
  double likelihood = 1.0;  // of the rows that `nll` does not yet include
  for (std::size_t first = 0; first < probs.rows; first += kLanes) {
    const std::size_t count = std::min(kLanes, probs.rows - first);
    GroupPredictions group;
    if (probs.cols == 1) {
      float pairs[2 * kLanes];
      for (std::size_t i = 0; i < count; ++i) {
        pairs[2 * i + 1] = probs.data[first + i];
        pairs[2 * i] = 1.0F - pairs[2 * i + 1];
      }
      predict({pairs, count, 2}, 0, {targets.data + first, count}, ignore_index, group);
    } else {
      predict(probs, first, targets, ignore_index, group);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (targets[first + i] == ignore_index) continue;
      const auto p_target = static_cast<double>(group.on_target[i]);
      likelihood *= p_target;
      if (!(likelihood > kLeastLikelihood && likelihood < 1.0 / kLeastLikelihood)) {
        sums.nll -= double_math::log(likelihood);
        likelihood = 1.0;
      }
      sums.rows += 1.0;
      sums.brier +=
          static_cast<double>(group.other_squares[i]) + (1.0 - p_target) * (1.0 - p_target);
      visit(group.confidence[i], group.correct[i] != 0.0F);
    }
  }
  sums.nll -= double_math::log(likelihood);
  return sums;
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

Status check(MatrixView<const float> probs, std::size_t classes, Span<const std::int32_t> targets,
             std::int32_t ignore_index) {
  for (const std::int32_t target : targets) {
    if (target != ignore_index && !internal::is_class(target, classes)) {
      return Status::target_out_of_range;
    }
  }
  if (are_probabilities(probs)) return Status::ok;
  // What is wrong may be in rows that do not count.
  for (std::size_t r = 0; r < probs.rows; ++r) {
    if (targets[r] != ignore_index && !are_probabilities({probs.row(r).data, 1, probs.cols})) {
      return Status::target_not_a_probability;
    }
  }
  return Status::ok;
}

}  // namespace

Status calibration(MatrixView<const float> probs, Span<const std::int32_t> targets, Binning binning,
                   Span<std::uint64_t> scratch, Calibration& result, Span<CalibrationBin> bins,
                   std::int32_t ignore_index) {
  const bool has_scratch = !scratch.empty() || binning == Binning::equal_mass;
  if (probs.cols == 0 || targets.size != probs.rows ||
      (has_scratch && scratch.size != probs.rows)) {
    return Status::wrong_length;
  }
  if (bins.size < 1 || bins.size > kMostBins) return Status::invalid_bins;
  const std::size_t classes = std::max<std::size_t>(probs.cols, 2);
  const Status status = check(probs, classes, targets, ignore_index);
  if (status != Status::ok) return status;

  result = {};
  const double class_gaps = sum_of_class_gaps(probs, classes, targets, ignore_index, bins.size);
  begin_equal_width(bins);
  Span<std::uint64_t> keys{scratch.data, 0};
  const RowSums sums =
      visit_rows(probs, targets, ignore_index, [&](float confidence, bool correct) {
        if (has_scratch) {
          keys.data[keys.size++] = sort_key(confidence, correct);
        } else {
          const auto c = static_cast<double>(confidence);
          add_to_bin(equal_width_bin(bins, c), c, correct ? 1.0 : 0.0);
        }
      });
  const double n = sums.rows;
  result.adaptive_ece = result.ks = kNan;
  if (has_scratch) {
    sort(keys);
    const Span<const std::uint64_t> sorted{keys.data, keys.size};
    result.ks = greatest_deviation(sorted) / n;
    fill_equal_mass(sorted, bins);
    result.adaptive_ece = sum_of_gaps({bins.data, bins.size}) / n;
    if (binning == Binning::equal_width) {
      begin_equal_width(bins);
      for (const std::uint64_t key : sorted) {
        add_to_bin(equal_width_bin(bins, confidence_of(key)), confidence_of(key), correct_of(key));
      }
    }
  }
  measure_bins(bins, n, result);
  result.nll = sums.nll / n;
  result.brier = sums.brier / n;
  result.classwise_ece = class_gaps / n / static_cast<double>(classes);
  return Status::ok;
}

}  // namespace label_smoothing
