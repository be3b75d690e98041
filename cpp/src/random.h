#pragma once

#include <cstddef>
#include <cstdint>

namespace label_smoothing::internal {

/// SplitMix64 (Steele, Lea and Flood 2014). A seed has as many independent streams as are asked
/// for. All results are the same bits on every platform.
class Random {
 public:
  Random(std::uint32_t seed, std::uint64_t stream) : state_(mix(mix(seed) + stream)) {}

  std::uint64_t next() {
    state_ += kGoldenGamma;
    return mix(state_);
  }

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  /// Uniform in [0, count), 0 < count <= 2^32. (The bias is below count / 2^53.)
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }

  /// Two independent standard normal numbers. Box and Muller 1958.
  void normal_pair(double pair[2]);

  /// How many of n >= 0 trials succeed, of which each does with probability p in [0, 1].
  double binomial(double n, double p);

 private:
  static constexpr std::uint64_t kGoldenGamma = 0x9e3779b97f4a7c15;

  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

/// A random order of `count` things by count - 1 calls of swap(i, j). Fisher and Yates.
template <class Swap>
void shuffle(Random& random, std::size_t count, Swap swap) {
  for (std::size_t i = count; i > 1; --i) swap(i - 1, random.below(i));
}

}  // namespace label_smoothing::internal
