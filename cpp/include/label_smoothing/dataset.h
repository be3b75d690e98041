#pragma once

#include <cstddef>
#include <cstdint>

#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing {

enum class DatasetKind : std::int32_t {
  /// Each class is a normal distribution in D dimensions with the deviation `spread` around a mean
  /// drawn from the standard normal distribution.
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
  /// D in [1, 4096]; 2 for everything but gaussian.
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

/// Draws training samples and test samples. Every class has as many samples as any other, or one
/// more, in random order. A training label is wrong with probability `noise`, and then is each of
/// the other classes with equal probability; test labels are right. The same options give the same
/// bits everywhere, and the number of training samples does not change the test samples.
///
/// clean_targets: the training labels before noise, as many as training samples.
/// Errors: wrong_length, invalid_count, invalid_spread, invalid_noise.
Status make_dataset(const DatasetOptions& options, const Samples& train,
                    Span<std::int32_t> clean_targets, const Samples& test);

/// Writes 0 ... out.size - 1 in random order. The same seed gives the same order everywhere.
void make_permutation(std::uint32_t seed, Span<std::int32_t> out);

}  // namespace label_smoothing
