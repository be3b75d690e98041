#include "label_smoothing/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

#include "checks.h"
#include "double_math.h"

namespace label_smoothing {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostBins = 10000;
/// What rounding may add to a probability of 1.
constexpr float kLargestProbability = 1.0001F;

struct Prediction {
  std::size_t label;
  float confidence;
};

/// The most probable class, the first of equals.
Prediction predict(Span<const float> p) {
  const float* best = std::max_element(p.begin(), p.end());
  return {static_cast<std::size_t>(best - p.begin()), *best};
}

bool are_probabilities(MatrixView<const float> probs) {
  const Span<const float> all{probs.data, probs.rows * probs.cols};
  return std::all_of(all.begin(), all.end(),
                     [](float p) { return p >= 0.0F && p <= kLargestProbability; });
}

/// Adds a row to the sums that `finish_bin` turns into means.
void add_to_bin(CalibrationBin& bin, double confidence, bool correct) {
  bin.count += 1.0;
  bin.confidence += confidence;
  bin.accuracy += correct ? 1.0 : 0.0;
}

void finish_bin(CalibrationBin& bin) {
  bin.confidence = bin.count > 0.0 ? bin.confidence / bin.count : kNan;
  bin.accuracy = bin.count > 0.0 ? bin.accuracy / bin.count : kNan;
}

void fill_equal_width(MatrixView<const float> probs, Span<const std::int32_t> targets,
                      Span<CalibrationBin> bins) {
  const auto count = static_cast<double>(bins.size);
  for (std::size_t b = 0; b < bins.size; ++b) {
    const auto index = static_cast<double>(b);
    bins[b] = {index / count, (index + 1.0) / count, 0.0, 0.0, 0.0};
  }
  for (std::size_t r = 0; r < probs.rows; ++r) {
    const Prediction prediction = predict(probs.row(r));
    const double confidence = static_cast<double>(prediction.confidence);
    // The first bin whose upper bound is not below the confidence.
    auto b = static_cast<std::size_t>(std::max(0.0, std::ceil(confidence * count) - 1.0));
    b = std::min(b, bins.size - 1);
    // The product may have rounded across a bound.
    if (confidence > bins[b].upper && b + 1 < bins.size) ++b;
    if (confidence <= bins[b].lower && b > 0) --b;
    add_to_bin(bins[b], confidence, prediction.label == static_cast<std::size_t>(targets[r]));
  }
}

/// Confidences are >= 0, so their bits sort as they do; the row below them decides ties.
std::uint64_t sort_key(float confidence, std::size_t row) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &confidence, sizeof bits);
  return (std::uint64_t{bits} << 32U) | static_cast<std::uint32_t>(row);
}

void fill_equal_mass(MatrixView<const float> probs, Span<const std::int32_t> targets,
                     Span<std::uint64_t> scratch, Span<CalibrationBin> bins) {
  for (std::size_t r = 0; r < probs.rows; ++r) {
    // + 0 turns a confidence of -0 into 0, whose bits are those of the smallest number.
    scratch[r] = sort_key(predict(probs.row(r)).confidence + 0.0F, r);
  }
  // Heap sort: a tenth of the code of std::sort, and sorting is a small part of the work.
  std::make_heap(scratch.begin(), scratch.end());
  std::sort_heap(scratch.begin(), scratch.end());
  std::size_t next = 0;
  for (std::size_t b = 0; b < bins.size; ++b) {
    const std::size_t size = probs.rows / bins.size + (b < probs.rows % bins.size ? 1 : 0);
    bins[b] = {kNan, kNan, 0.0, 0.0, 0.0};
    for (std::size_t i = 0; i < size; ++i, ++next) {
      const std::size_t r = scratch[next] & 0xffffffffU;
      const Prediction prediction = predict(probs.row(r));
      const double confidence = static_cast<double>(prediction.confidence);
      if (i == 0) bins[b].lower = confidence;
      bins[b].upper = confidence;
      add_to_bin(bins[b], confidence, prediction.label == static_cast<std::size_t>(targets[r]));
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

  const auto n = static_cast<double>(rows);
  double nll = 0.0;
  double brier = 0.0;
  double correct = 0.0;
  double confidence = 0.0;
  for (std::size_t r = 0; r < rows; ++r) {
    const Span<const float> p = probs.row(r);
    const auto y = static_cast<std::size_t>(targets[r]);
    const Prediction prediction = predict(p);
    nll -= double_math::log(static_cast<double>(p[y]));
    for (std::size_t i = 0; i < p.size; ++i) {
      const double error = static_cast<double>(p[i]) - (i == y ? 1.0 : 0.0);
      brier += error * error;
    }
    correct += prediction.label == y ? 1.0 : 0.0;
    confidence += static_cast<double>(prediction.confidence);
  }
  if (binning == Binning::equal_width) {
    fill_equal_width(probs, targets, bins);
  } else {
    fill_equal_mass(probs, targets, scratch, bins);
  }
  double ece = rows > 0 ? 0.0 : kNan;
  double mce = ece;
  for (CalibrationBin& bin : bins) {
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
