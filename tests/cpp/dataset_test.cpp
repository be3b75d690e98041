// Data from a seed: the distributions, and every bad argument.

#include "label_smoothing/dataset.h"

#include <algorithm>
#include <cmath>

#include "random.h"
#include "support.h"

namespace label_smoothing::test {
namespace {

struct Data {
  Floats features;
  Indices targets;
  Indices clean_targets;
  Floats test_features;
  Indices test_targets;
  Status status;
};

Data make(const DatasetOptions& options, std::size_t size, std::size_t test_size = 1) {
  const std::size_t d = options.dimensions;
  Data data{Floats(size * d, -7.0F),      Indices(size, -7),      Indices(size, -7),
            Floats(test_size * d, -7.0F), Indices(test_size, -7), Status::ok};
  data.status = make_dataset(
      options, {{data.features.data(), size, d}, {data.targets.data(), size}},
      {data.clean_targets.data(), size},
      {{data.test_features.data(), test_size, d}, {data.test_targets.data(), test_size}});
  return data;
}

TEST(Random, NormalNumbersHaveTheMomentsOfTheNormalDistribution) {
  internal::Random random(1, 2);
  constexpr int kPairs = 200000;
  double sum[5] = {};
  double product = 0.0;
  for (int i = 0; i < kPairs; ++i) {
    double pair[2];
    random.normal_pair(pair);
    product += pair[0] * pair[1];
    for (const double x : pair) {
      for (int power = 1; power <= 4; ++power) sum[power] += std::pow(x, power);
    }
  }
  // Five standard deviations of the means.
  const double n = 2.0 * kPairs;
  EXPECT_NEAR(sum[1] / n, 0.0, 5 * std::sqrt(1.0 / n));
  EXPECT_NEAR(sum[2] / n, 1.0, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(sum[3] / n, 0.0, 5 * std::sqrt(15.0 / n));
  EXPECT_NEAR(sum[4] / n, 3.0, 5 * std::sqrt(96.0 / n));
  EXPECT_NEAR(product / kPairs, 0.0, 5 * std::sqrt(1.0 / kPairs));
}

TEST(Random, StreamsAndSeedsDiffer) {
  const auto first = [](std::uint32_t seed, std::uint64_t stream) {
    return internal::Random(seed, stream).next();
  };
  EXPECT_NE(first(1, 1), first(1, 2));
  EXPECT_NE(first(1, 1), first(2, 1));
  EXPECT_NE(first(0, 0), 0U);
}

TEST(Dataset, GaussianSamplesOfAClassLieAroundOneMean) {
  DatasetOptions options;
  options.classes = 3;
  options.dimensions = 5;
  options.spread = 0.0;
  options.seed = 3;
  const Data exact = make(options, 9, 3);
  ASSERT_EQ(exact.status, Status::ok);
  options.spread = 0.5;
  const Data data = make(options, 3000);
  for (std::size_t i = 0; i < 9; ++i) {
    for (std::size_t d = 0; d < 5; ++d) {
      double sum = 0.0;
      double squares = 0.0;
      for (std::size_t j = 0; j < 3000; ++j) {
        if (data.targets[j] != exact.targets[i]) continue;
        const double difference = static_cast<double>(data.features[j * 5 + d]) -
                                  static_cast<double>(exact.features[i * 5 + d]);
        sum += difference;
        squares += difference * difference;
      }
      EXPECT_NEAR(sum / 1000, 0.0, 5 * 0.5 / std::sqrt(1000.0));
      EXPECT_NEAR(squares / 1000, 0.25, 5 * 0.25 * std::sqrt(2.0 / 1000));
    }
  }
}

TEST(Dataset, ClassesHaveEquallyManySamplesInRandomOrder) {
  DatasetOptions options;
  options.classes = 4;
  const Data data = make(options, 402, 11);
  for (std::int32_t k = 0; k < 4; ++k) {
    EXPECT_EQ(std::count(data.targets.begin(), data.targets.end(), k), k < 2 ? 101 : 100);
    EXPECT_EQ(std::count(data.test_targets.begin(), data.test_targets.end(), k), k < 3 ? 3 : 2);
  }
  std::size_t in_turn = 0;
  for (std::size_t i = 0; i < 402; ++i) {
    in_turn += static_cast<std::size_t>(data.targets[i]) == i % 4 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(in_turn), 100.5, 5 * 8.7);
}

TEST(Dataset, NoiseMakesThatShareOfLabelsWrong) {
  DatasetOptions options;
  options.classes = 5;
  options.dimensions = 1;
  for (const double noise : {0.0, 0.3, 1.0}) {
    options.noise = noise;
    const Data data = make(options, 10000);
    std::size_t wrong = 0;
    std::vector<std::size_t> shifts(5);
    for (std::size_t i = 0; i < 10000; ++i) {
      const std::int32_t shift = (data.targets[i] - data.clean_targets[i] + 5) % 5;
      ++shifts[static_cast<std::size_t>(shift)];
      wrong += shift != 0 ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(wrong), 10000 * noise,
                5 * std::sqrt(2500 * noise * (1 - noise) * 4));
    for (std::size_t shift = 1; shift < 5; ++shift) {
      EXPECT_NEAR(static_cast<double>(shifts[shift]), 2500 * noise, 250);
    }
  }
}

TEST(Dataset, RefusesBadOptionsAndWritesNothing) {
  const auto expect = [](const DatasetOptions& options, Status status) {
    const Data data = make(options, 4);
    EXPECT_EQ(data.status, status);
    for (const float feature : data.features) EXPECT_EQ(feature, -7.0F);
    for (const std::int32_t target : data.targets) EXPECT_EQ(target, -7);
  };
  const auto with = [](auto change) {
    DatasetOptions options;
    change(options);
    return options;
  };
  expect(with([](auto& o) { o.classes = 1; }), Status::invalid_count);
  expect(with([](auto& o) { o.classes = 4097; }), Status::invalid_count);
  expect(with([](auto& o) { o.dimensions = 0; }), Status::invalid_count);
  expect(with([](auto& o) { o.dimensions = 4097; }), Status::invalid_count);
  expect(with([](auto& o) { o.kind = DatasetKind::rings; }), Status::invalid_count);
  expect(with([](auto& o) {
           o.kind = DatasetKind::moons;
           o.dimensions = 2;
         }),
         Status::invalid_count);
  for (const double bad : {-0.1, std::nan(""), static_cast<double>(kInfinity)}) {
    expect(with([bad](auto& o) { o.spread = bad; }), Status::invalid_spread);
    expect(with([bad](auto& o) { o.noise = bad; }), Status::invalid_noise);
  }
  expect(with([](auto& o) { o.noise = 1.1; }), Status::invalid_noise);
  Floats features(8);
  Indices targets(4);
  DatasetOptions options;
  options.dimensions = 2;
  const Samples samples{{features.data(), 4, 2}, {targets.data(), 4}};
  EXPECT_EQ(make_dataset(options, samples, {targets.data(), 3}, samples), Status::wrong_length);
  EXPECT_EQ(
      make_dataset(options, {samples.features, {targets.data(), 3}}, {targets.data(), 3}, samples),
      Status::wrong_length);
}

TEST(Dataset, PermutationsHoldEveryIndexOnce) {
  Indices order(1000);
  make_permutation(5, {order.data(), order.size()});
  Indices sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(sorted[i], static_cast<std::int32_t>(i));
  EXPECT_NE(order, sorted);
  // Every index is equally likely to come first.
  std::vector<int> firsts(4);
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    Indices four(4);
    make_permutation(seed, {four.data(), 4});
    ++firsts[static_cast<std::size_t>(four[0])];
  }
  for (const int count : firsts) EXPECT_NEAR(count, 1000, 5 * 27);
}

}  // namespace
}  // namespace label_smoothing::test
