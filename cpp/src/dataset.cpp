#include "label_smoothing/dataset.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "double_math.h"
#include "random.h"

namespace label_smoothing {

namespace {

using internal::Random;

constexpr std::size_t kMaxClasses = 4096;
constexpr std::size_t kMaxDimensions = 4096;
constexpr double kMaxSpread = 1e30;  // ten of them are still a float

/// Streams of random numbers; those from `class_means` on belong to the classes.
enum Stream : std::uint64_t { train_samples, test_samples, labels, permutation, class_means = 16 };

/// Writes a point of the curve, without scatter.
void curve_point(const DatasetOptions& options, std::size_t label, Random& random,
                 double point[2]) {
  const double share = static_cast<double>(label) / static_cast<double>(options.classes);
  const double where = random.uniform();
  switch (options.kind) {
    case DatasetKind::gaussian:
      return;  // no curve
    case DatasetKind::moons: {
      // The upper half of a circle, and the lower half of one that is shifted; together they are
      // centered.
      const double_math::SinCos angle = double_math::sin_cos_of_turns(where / 2.0);
      const double sign = label == 0 ? 1.0 : -1.0;
      point[0] = sign * (angle.cos - 0.5);
      point[1] = sign * (angle.sin - 0.25);
      break;
    }
    case DatasetKind::spirals: {
      // The radius grows with the angle; its root makes the points equally dense along the arm.
      const double along = std::sqrt(where);
      const double_math::SinCos angle = double_math::sin_cos_of_turns(share + along);
      point[0] = 2.0 * along * angle.cos;
      point[1] = 2.0 * along * angle.sin;
      break;
    }
    case DatasetKind::rings: {
      const double radius = 2.0 * (share + 1.0 / static_cast<double>(options.classes));
      const double_math::SinCos angle = double_math::sin_cos_of_turns(where);
      point[0] = radius * angle.cos;
      point[1] = radius * angle.sin;
      break;
    }
  }
}

void draw_sample(const DatasetOptions& options, std::size_t label, Random& random, float* x) {
  if (options.kind != DatasetKind::gaussian) {
    double point[2] = {0.0, 0.0};
    double scatter[2];
    curve_point(options, label, random, point);
    random.normal_pair(scatter);
    x[0] = static_cast<float>(point[0] + options.spread * scatter[0]);
    x[1] = static_cast<float>(point[1] + options.spread * scatter[1]);
    return;
  }
  // The mean is drawn again for every sample, instead of being kept somewhere.
  Random means(options.seed, Stream::class_means + label);
  for (std::size_t d = 0; d < options.dimensions; d += 2) {
    double mean[2];
    double scatter[2];
    means.normal_pair(mean);
    random.normal_pair(scatter);
    for (std::size_t i = 0; i < 2 && d + i < options.dimensions; ++i) {
      x[d + i] = static_cast<float>(mean[i] + options.spread * scatter[i]);
    }
  }
}

void draw_samples(const DatasetOptions& options, Stream stream, const Samples& samples) {
  Random random(options.seed, stream);
  for (std::size_t i = 0; i < samples.targets.size; ++i) {
    samples.targets[i] = static_cast<std::int32_t>(i % options.classes);
  }
  internal::shuffle(random, samples.targets.size, [&](std::size_t i, std::size_t j) {
    std::swap(samples.targets[i], samples.targets[j]);
  });
  for (std::size_t i = 0; i < samples.targets.size; ++i) {
    draw_sample(options, static_cast<std::size_t>(samples.targets[i]), random,
                samples.features.row(i).data);
  }
}

void mix_up_labels(const DatasetOptions& options, Span<std::int32_t> targets) {
  Random random(options.seed, Stream::labels);
  for (std::int32_t& target : targets) {
    // Both numbers are drawn for every label, so that more noise keeps the wrong labels of less.
    const bool is_wrong = random.uniform() < options.noise;
    const std::size_t shift = 1 + random.below(options.classes - 1);
    if (!is_wrong) continue;
    target =
        static_cast<std::int32_t>((static_cast<std::size_t>(target) + shift) % options.classes);
  }
}

bool shape_fits(const Samples& samples, std::size_t dimensions) {
  return samples.features.rows == samples.targets.size &&
         (samples.features.rows == 0 || samples.features.cols == dimensions);
}

Status check(const DatasetOptions& options) {
  const bool is_gaussian = options.kind == DatasetKind::gaussian;
  if (options.classes < 2 || options.classes > kMaxClasses || options.dimensions < 1 ||
      options.dimensions > kMaxDimensions || (!is_gaussian && options.dimensions != 2) ||
      (options.kind == DatasetKind::moons && options.classes != 2)) {
    return Status::invalid_count;
  }
  if (!(options.spread >= 0.0 && options.spread <= kMaxSpread)) {
    return Status::invalid_spread;
  }
  if (!(options.noise >= 0.0 && options.noise <= 1.0)) return Status::invalid_noise;
  return Status::ok;
}

}  // namespace

Status make_dataset(const DatasetOptions& options, const Samples& train,
                    Span<std::int32_t> clean_targets, const Samples& test) {
  const Status status = check(options);
  if (status != Status::ok) return status;
  if (!shape_fits(train, options.dimensions) || !shape_fits(test, options.dimensions) ||
      clean_targets.size != train.targets.size) {
    return Status::wrong_length;
  }
  draw_samples(options, Stream::train_samples, train);
  draw_samples(options, Stream::test_samples, test);
  std::copy(train.targets.begin(), train.targets.end(), clean_targets.begin());
  mix_up_labels(options, train.targets);
  return Status::ok;
}

void make_permutation(std::uint32_t seed, Span<std::int32_t> out) {
  for (std::size_t i = 0; i < out.size; ++i) out[i] = static_cast<std::int32_t>(i);
  Random random(seed, Stream::permutation);
  internal::shuffle(random, out.size,
                    [&](std::size_t i, std::size_t j) { std::swap(out[i], out[j]); });
}

}  // namespace label_smoothing
