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
/// one logarithm is that of all: another factor, at least 2^-149, leaves it a normal double. (With
/// a logarithm for each row 64 rows take a third more time.)
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
  /// Which of bins of equal width, or one beside it.
  std::int32_t bin[kLanes];
};

/// Whether the first of the row's greatest probabilities is the target's.
bool is_first(Span<const float> p, std::int32_t target) {
  return std::max_element(p.begin(), p.end()) == p.begin() + target;
}

/// Of the rows from `first` on. All variants answer the same bits, so that what is told of a
/// training run can be repeated: no product and sum is fused.
LABEL_SMOOTHING_NOINLINE void predict(MatrixView<const float> probs, std::size_t first,
                                      Span<const std::int32_t> targets, float bins,
                                      GroupPredictions& out) {
  const RowGroup<const float> group(probs.data, probs.rows, probs.cols, first);
  const IntVec target = internal::targets_of(targets, first, kNoPadding, kNoPadding).index;
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
  // Half a bin less is rounded to the nearest integer.
  const Vec rounder = splat(kRounder);
  const Vec position = add(sub(mul(confidence, splat(bins)), splat(0.5F)), rounder);
  store(out.on_target, on_target);
  store(out.confidence, confidence);
  store(out.correct, keep_if(less(greatest_other, on_target), splat(1.0F)));
  store(out.other_squares, to_single(squares));
  store_int(out.bin, sub_int(bits_of(position), bits_of(rounder)));
  if (!any(equal(greatest_other, on_target))) return;
  for (std::size_t i = 0; i < group.size; ++i) {
    const Span<const float> p = probs.row(first + i);
    out.correct[i] = is_first(p, targets[first + i]) ? 1.0F : 0.0F;
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

/// Edges are rounded to float as confidences are, so that .6 belongs to (.5, .6].
void begin_equal_width(Span<CalibrationBin> bins) {
  const auto edge = [&](std::size_t b) {
    // Not a double rounded to float: the vectorizer of GCC 12 leaves that rounding out.
    return static_cast<double>(static_cast<float>(b) / static_cast<float>(bins.size));
  };
  for (std::size_t b = 0; b < bins.size; ++b) bins[b] = {edge(b), edge(b + 1), 0.0, 0.0, 0.0};
}

/// The first bin whose upper bound is not below the confidence: `guess` or one beside it.
CalibrationBin& equal_width_bin(Span<CalibrationBin> bins, double confidence, std::int32_t guess) {
  std::size_t b = std::min(static_cast<std::size_t>(guess), bins.size - 1);
  if (confidence > bins[b].upper && b + 1 < bins.size) ++b;
  if (confidence <= bins[b].lower && b > 0) --b;
  return bins[b];
}

/// Confidences are >= 0, so their bits sort as they do. The last bit says whether the prediction is
/// correct.
std::uint64_t sort_key(float confidence, bool correct) {
  confidence += 0.0F;  // -0 becomes 0, whose bits are those of the smallest number
  std::uint32_t bits = 0;
  std::memcpy(&bits, &confidence, sizeof bits);
  return (std::uint64_t{bits} << 1U) | std::uint64_t{correct};
}

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

/// Cuts the sorted rows after row ceil(j n / B), or where that row's ties end: equal confidences
/// share a bin, so the order of the rows does not matter.
void fill_equal_mass(Span<std::uint64_t> keys, Span<CalibrationBin> bins) {
  sort(keys);
  std::size_t next = 0;
  for (std::size_t b = 0; b < bins.size; ++b) {
    const std::uint64_t cut = ((b + 1) * std::uint64_t{keys.size} + bins.size - 1) / bins.size;
    std::size_t end = std::max(next, static_cast<std::size_t>(cut));
    while (end > 0 && end < keys.size && keys[end] >> 1U == keys[end - 1] >> 1U) ++end;
    bins[b] = {kNan, kNan, 0.0, 0.0, 0.0};
    if (next < end) bins[b].lower = confidence_of(keys[next]);
    for (; next < end; ++next) {
      bins[b].upper = confidence_of(keys[next]);
      add_to_bin(bins[b], bins[b].upper, static_cast<double>(keys[next] & 1U));
    }
  }
}

}  // namespace

Status calibration(MatrixView<const float> probs, Span<const std::int32_t> targets, Binning binning,
                   Span<std::uint64_t> scratch, Calibration& result, Span<CalibrationBin> bins) {
  const std::size_t rows = probs.rows;
  if (probs.cols == 0 || targets.size != rows ||
      (binning == Binning::equal_mass && scratch.size != rows)) {
    return Status::wrong_length;
  }
  if (bins.size < 1 || bins.size > kMostBins) return Status::invalid_bins;
  for (const std::int32_t target : targets) {
    if (!internal::is_class(target, probs.cols)) return Status::target_out_of_range;
  }
  if (!are_probabilities(probs)) return Status::target_not_a_probability;

  const bool equal_width = binning == Binning::equal_width;
  if (equal_width) begin_equal_width(bins);
  double nll = 0.0;
  double brier = 0.0;
  double likelihood = 1.0;  // of the rows that `nll` does not yet include
  for (std::size_t first = 0; first < rows; first += kLanes) {
    GroupPredictions group;
    predict(probs, first, targets, static_cast<float>(bins.size), group);
    const std::size_t count = std::min(kLanes, rows - first);
    for (std::size_t i = 0; i < count; ++i) {
      const auto p_target = static_cast<double>(group.on_target[i]);
      likelihood *= p_target;
      if (!(likelihood > kLeastLikelihood && likelihood < 1.0 / kLeastLikelihood)) {
        nll -= double_math::log(likelihood);
        likelihood = 1.0;
      }
      brier += static_cast<double>(group.other_squares[i]) + (1.0 - p_target) * (1.0 - p_target);
      if (equal_width) {
        const auto confidence = static_cast<double>(group.confidence[i]);
        add_to_bin(equal_width_bin(bins, confidence, group.bin[i]), confidence,
                   static_cast<double>(group.correct[i]));
      } else {
        scratch[first + i] = sort_key(group.confidence[i], group.correct[i] != 0.0F);
      }
    }
  }
  nll -= double_math::log(likelihood);
  if (!equal_width) fill_equal_mass(scratch, bins);
  const auto n = static_cast<double>(rows);
  double ece = rows > 0 ? 0.0 : kNan;
  double mce = ece;
  double correct = 0.0;
  double confidence = 0.0;
  for (CalibrationBin& bin : bins) {
    correct += bin.accuracy;
    confidence += bin.confidence;
    finish_bin(bin);
    if (bin.count == 0.0) continue;
    const double gap = std::abs(bin.accuracy - bin.confidence);
    ece += bin.count / n * gap;
    mce = std::max(mce, gap);
  }
  result = {ece, mce, nll / n, brier / n, correct / n, confidence / n};
  return Status::ok;
}

}  // namespace label_smoothing
