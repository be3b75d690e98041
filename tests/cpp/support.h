#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "label_smoothing/label_smoothing.h"
#include "reference.h"

namespace label_smoothing::test {

inline constexpr float kInfinity = std::numeric_limits<float>::infinity();
inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
/// What cross_entropy.h promises about a row.
inline constexpr double kLossTolerance = 2e-6;

using Floats = std::vector<float>;
using Indices = std::vector<std::int32_t>;
using Sizes = std::vector<std::size_t>;

/// Lengths around every unroll factor and block of the kernels, and the large ones of practice.
inline std::vector<std::size_t> interesting_sizes() {
  std::vector<std::size_t> sizes;
  for (std::size_t k = 1; k <= 70; ++k) sizes.push_back(k);
  for (const std::size_t k :
       Sizes{127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1024, 4099, 32000}) {
    sizes.push_back(k);
  }
  return sizes;
}

inline Floats random_floats(std::size_t count, double scale, double offset, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<double> normal(offset, scale);
  Floats values(count);
  for (float& value : values) value = static_cast<float>(normal(engine));
  return values;
}

inline Indices random_targets(std::size_t rows, std::size_t classes, unsigned seed) {
  std::mt19937 engine(seed);
  std::uniform_int_distribution<std::int32_t> pick(0, static_cast<std::int32_t>(classes) - 1);
  Indices targets(rows);
  for (std::int32_t& target : targets) target = pick(engine);
  return targets;
}

/// Rows of probabilities, all of them positive.
inline Floats random_probabilities(std::size_t rows, std::size_t classes, unsigned seed) {
  Floats values = random_floats(rows * classes, 1.5, 0.0, seed);
  for (std::size_t r = 0; r < rows; ++r) {
    const reference::Vector p = reference::softmax({values.data() + r * classes, classes});
    for (std::size_t i = 0; i < classes; ++i) values[r * classes + i] = static_cast<float>(p[i]);
  }
  return values;
}

inline MatrixView<const float> view(const Floats& values, std::size_t rows) {
  return {values.data(), rows, rows == 0 ? 0 : values.size() / rows};
}
inline MatrixView<float> output(Floats& values, std::size_t rows) {
  return {values.data(), rows, rows == 0 ? 0 : values.size() / rows};
}
inline Span<const std::int32_t> span(const Indices& values) {
  return {values.data(), values.size()};
}
template <class T>
Span<const T> span(const std::vector<T>& values) {
  return {values.data(), values.size()};
}

/// What a cross-entropy call gave.
struct Result {
  Status status = Status::ok;
  double loss = std::nan("");
  Floats elements;
  Floats gradient;
};

template <class Targets>
Result run_cross_entropy(MatrixView<const float> logits, Targets targets,
                         const CrossEntropyOptions& options) {
  Result result;
  result.elements.assign(options.reduction == Reduction::none ? logits.rows : 0, -7.0F);
  const LossOutput loss{&result.loss, {result.elements.data(), result.elements.size()}};
  result.status = cross_entropy(logits, targets, options, loss);
  return result;
}

template <class Targets>
Result run_cross_entropy_and_gradient(MatrixView<const float> logits, Targets targets,
                                      const CrossEntropyOptions& options) {
  Result result;
  result.elements.assign(options.reduction == Reduction::none ? logits.rows : 0, -7.0F);
  result.gradient.assign(logits.rows * logits.cols, -7.0F);
  const LossOutput loss{&result.loss, {result.elements.data(), result.elements.size()}};
  result.status = cross_entropy_and_gradient(logits, targets, options, loss,
                                             output(result.gradient, logits.rows));
  return result;
}

/// |actual - expected| <= relative |expected| + absolute; equal infinities and NaN with NaN agree.
inline testing::AssertionResult close(double actual, double expected, double relative,
                                      double absolute = 0.0) {
  if (std::isnan(expected) && std::isnan(actual)) return testing::AssertionSuccess();
  if (actual == expected) return testing::AssertionSuccess();
  const double allowed = relative * std::abs(expected) + absolute;
  if (std::isfinite(expected) && std::abs(actual - expected) <= allowed) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << actual << ", expected " << expected << " within " << allowed
                                     << ", differs by " << actual - expected;
}

template <class Actual, class Expected>
testing::AssertionResult all_close(const Actual& actual, const Expected& expected, double relative,
                                   double absolute = 0.0) {
  if (actual.size() != expected.size()) {
    return testing::AssertionFailure() << actual.size() << " values, expected " << expected.size();
  }
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const auto each =
        close(static_cast<double>(actual[i]), static_cast<double>(expected[i]), relative, absolute);
    if (!each) return testing::AssertionFailure() << "element " << i << ": " << each.message();
  }
  return testing::AssertionSuccess();
}

/// Equal bit for bit.
inline testing::AssertionResult same_bits(const Floats& actual, const Floats& expected) {
  if (actual.size() != expected.size()) return testing::AssertionFailure() << "other length";
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (std::memcmp(&actual[i], &expected[i], sizeof(float)) != 0) {
      return testing::AssertionFailure()
             << "element " << i << ": " << actual[i] << ", expected " << expected[i];
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace label_smoothing::test
