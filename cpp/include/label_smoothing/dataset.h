#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

enum class DatasetKind : std::int32_t {
  /// Each class is a normal distribution in D dimensions with standard deviation `spread`, around
  /// a mean drawn from the standard normal distribution.
  gaussian,
  /// Two interleaved half circles of radius 1. K = 2.
  moons,
  /// K arms of a spiral of radius 2, one turn each.
  spirals,
  /// K concentric circles, the outermost of radius 2.
  rings,
};

struct DatasetOptions {
  DatasetKind kind = DatasetKind::gaussian;
  /// K in [2, 4096].
  std::size_t classes = 10;
  /// D in [1, 4096]; 2 for all kinds except gaussian.
  std::size_t dimensions = 16;
  /// Standard deviation around the mean, or around the curve in both coordinates. In [0, 1e30].
  double spread = 1.0;
  /// The share of wrong labels among the training samples, in [0, 1].
  double noise = 0.0;
  std::uint32_t seed = 0;
};

/// Samples: features N x D, N targets.
struct Samples {
  MatrixView<float> features{};
  Span<std::int32_t> targets{};
};

/// Draws training samples and test samples, in random order; classes differ by at most one sample.
/// With probability `noise` a training label is wrong: then each other class is equally likely.
/// Test labels are right. The same options give the same bits everywhere, and the number of
/// training samples does not change the test samples.
///
/// clean_targets: the training labels before noise, as many as training samples.
/// Errors: wrong_length, invalid_count, invalid_spread, invalid_noise.
Status make_dataset(const DatasetOptions& options, const Samples& train,
                    Span<std::int32_t> clean_targets, const Samples& test);

/// Writes 0 ... out.size - 1 in random order. The same seed gives the same order everywhere.
void make_permutation(std::uint32_t seed, Span<std::int32_t> out);

}  // namespace label_smoothing
