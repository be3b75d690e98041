#include "label_smoothing/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "random.h"

namespace label_smoothing {

namespace {

using internal::Random;

constexpr std::size_t kMostResamples = 1000000;
/// Streams of the random numbers for perfectly calibrated models begin here; those before are for
/// intervals.
constexpr std::uint64_t kConsistencyStreams = std::uint64_t{1} << 32U;

/// Shell's sort with Knuth's gaps: there are few values, and std::sort is 3 KB of code.
void sort(Span<double> values) {
  std::size_t gap = 1;
  while (gap < values.size / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (std::size_t i = gap; i < values.size; ++i) {
      const double value = values[i];
      std::size_t at = i;
      for (; at >= gap && values[at - gap] > value; at -= gap) values[at] = values[at - gap];
      values[at] = value;
    }
  }
}

/// Of sorted values, interpolated linearly.
double percentile(Span<const double> sorted, double share) {
  const double position = share * static_cast<double>(sorted.size - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size - 1);
  return sorted[below] + (position - std::floor(position)) * (sorted[above] - sorted[below]);
}

double right_of(const CalibrationBin& bin) { return std::nearbyint(bin.accuracy * bin.count); }

/// n rows are drawn, each alike: how many fall into a group of `size` out of the `left` rows of
/// which the draws that are left choose. Such binomials, one after the other, are a multinomial.
struct Draws {
  Random& random;
  double draws;
  double left;

  double of(double size) {
    const double drawn = random.binomial(draws, left > 0.0 ? size / left : 0.0);
    draws -= drawn;
    left -= size;
    return drawn;
  }
};

struct Resample {
  double accuracy;
  double gap;
};

Resample resample(Span<const CalibrationBin> bins, double n, Random random) {
  Draws draws{random, n, n};
  double right = 0.0;
  double confidence = 0.0;
  for (const CalibrationBin& bin : bins) {
    if (bin.count == 0.0) continue;
    const double were_right = right_of(bin);
    const double drawn_right = draws.of(were_right);
    const double drawn_wrong = draws.of(bin.count - were_right);
    right += drawn_right;
    confidence += (drawn_right + drawn_wrong) * bin.confidence;
  }
  return {right / n, (confidence - right) / n};
}

/// The ECE if predictions are right as often as they are confident.
double calibrated_ece(Span<const CalibrationBin> bins, double n, Random random) {
  double sum = 0.0;
  for (const CalibrationBin& bin : bins) {
    if (bin.count == 0.0) continue;
    const double right = random.binomial(bin.count, std::min(bin.confidence, 1.0));
    sum += std::abs(right - bin.count * bin.confidence);
  }
  return sum / n;
}

}  // namespace

Status calibration_bootstrap(Span<const CalibrationBin> bins, const BootstrapOptions& options,
                             Span<double> scratch, CalibrationBootstrap& result) {
  const std::size_t count = options.resamples;
  if (count < 1 || count > kMostResamples) return Status::invalid_count;
  if (!(options.level > 0.0 && options.level < 1.0)) return Status::invalid_level;
  if (scratch.size != 2 * count) return Status::wrong_length;
  double n = 0.0;
  for (const CalibrationBin& bin : bins) n += bin.count;
  if (n == 0.0) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    result = {kNan, kNan, kNan, kNan, kNan, kNan};
    return Status::ok;
  }

  const Span<double> accuracies{scratch.data, count};
  const Span<double> gaps{scratch.data + count, count};
  for (std::size_t i = 0; i < count; ++i) {
    const Resample drawn = resample(bins, n, Random(options.seed, i));
    accuracies[i] = drawn.accuracy;
    gaps[i] = drawn.gap;
  }
  const double tail = (1.0 - options.level) / 2.0;
  const auto interval = [&](Span<double> values, double& low, double& high) {
    sort(values);
    low = percentile({values.data, count}, tail);
    high = percentile({values.data, count}, 1.0 - tail);
  };
  interval(accuracies, result.accuracy_low, result.accuracy_high);
  interval(gaps, result.gap_low, result.gap_high);

  double sum = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    accuracies[i] = calibrated_ece(bins, n, Random(options.seed, kConsistencyStreams + i));
    sum += accuracies[i];
  }
  result.ece_mean = sum / static_cast<double>(count);
  sort(accuracies);
  result.ece_high = percentile({accuracies.data, count}, 0.95);
  return Status::ok;
}

}  // namespace label_smoothing
