// The vector layer: that each operation means the same on every machine.

#include "simd/vec.h"

#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "support.h"

namespace label_smoothing::test {
namespace {

using simd::kLanes;
using simd::Vec;
using Lanes = std::array<float, kLanes>;

Lanes lanes(Vec a) {
  Lanes out;
  simd::store(out.data(), a);
  return out;
}

Vec counting(float first) {
  Lanes in;
  for (std::size_t i = 0; i < kLanes; ++i) in[i] = first + static_cast<float>(i);
  return simd::load(in.data());
}

TEST(Vec, TransposeSwapsRowsAndColumns) {
  Vec block[kLanes];
  for (std::size_t r = 0; r < kLanes; ++r) block[r] = counting(static_cast<float>(100 * r));
  simd::transpose(block);
  for (std::size_t r = 0; r < kLanes; ++r) {
    for (std::size_t c = 0; c < kLanes; ++c) {
      EXPECT_EQ(lanes(block[r])[c], static_cast<float>(100 * c + r));
    }
  }
}

TEST(Vec, MaxDropsANanOfTheSecondAndKeepsOneOfTheFirst) {
  EXPECT_EQ(lanes(simd::max_or_first(simd::splat(1), simd::splat(2)))[0], 2.0F);
  EXPECT_EQ(lanes(simd::max_or_first(simd::splat(2), simd::splat(1)))[0], 2.0F);
  EXPECT_EQ(lanes(simd::max_or_first(simd::splat(1), simd::splat(kNan)))[0], 1.0F);
  EXPECT_TRUE(std::isnan(lanes(simd::max_or_first(simd::splat(kNan), simd::splat(1)))[0]));
}

TEST(Vec, ComparisonsWithNanAreFalse) {
  const Vec nan = simd::splat(kNan);
  const Vec one = simd::splat(1);
  EXPECT_FALSE(simd::any(simd::less(nan, one)));
  EXPECT_FALSE(simd::any(simd::less(one, nan)));
  EXPECT_FALSE(simd::any(simd::less_equal(nan, nan)));
  EXPECT_FALSE(simd::any(simd::equal(nan, nan)));
  EXPECT_TRUE(simd::all(simd::is_nan(nan)));
  EXPECT_FALSE(simd::any(simd::is_nan(simd::splat(kInfinity))));
  EXPECT_TRUE(simd::all(simd::less_equal(one, one)));
  EXPECT_FALSE(simd::any(simd::less(one, one)));
}

TEST(Vec, MasksChooseLanes) {
  const Vec a = counting(10);
  for (std::size_t first = 0; first <= kLanes; ++first) {
    const simd::Mask mask = simd::lanes_from(first);
    EXPECT_EQ(simd::any(mask), first < kLanes);
    EXPECT_EQ(simd::all(mask), first == 0);
    for (std::size_t i = 0; i < kLanes; ++i) {
      const bool chosen = i >= first;
      EXPECT_EQ(lanes(simd::keep_if(mask, a))[i], chosen ? 10.0F + static_cast<float>(i) : 0.0F);
      EXPECT_EQ(lanes(simd::zero_if(mask, a))[i], chosen ? 0.0F : 10.0F + static_cast<float>(i));
      EXPECT_EQ(lanes(simd::select(mask, simd::splat(1), simd::splat(2)))[i], chosen ? 1.0F : 2.0F);
    }
  }
  EXPECT_FALSE(simd::any(simd::no_lanes()));
  EXPECT_TRUE(simd::all(simd::lanes_from(0)));
  EXPECT_FALSE(simd::any(simd::both(simd::lanes_from(0), simd::no_lanes())));
}

TEST(Vec, MasksSilenceInfinityAndNan) {
  EXPECT_EQ(lanes(simd::zero_if(simd::lanes_from(0), simd::splat(kInfinity)))[0], 0.0F);
  EXPECT_EQ(lanes(simd::zero_if(simd::lanes_from(0), simd::splat(kNan)))[0], 0.0F);
}

TEST(Vec, PartialLoadsAndStoresTouchNothingElse) {
  for (std::size_t count = 0; count < kLanes; ++count) {
    const std::vector<float> in(count, 3.0F);  // the sanitizer guards its end
    const Lanes loaded = lanes(simd::load_first(in.data(), count, -1.0F));
    for (std::size_t i = 0; i < kLanes; ++i) EXPECT_EQ(loaded[i], i < count ? 3.0F : -1.0F);
    std::vector<float> out(kLanes, 9.0F);
    simd::store_first(out.data(), count, counting(0));
    for (std::size_t i = 0; i < kLanes; ++i) {
      EXPECT_EQ(out[i], i < count ? static_cast<float>(i) : 9.0F);
    }
  }
}

TEST(Vec, IntegersShiftAddAndConvert) {
  const auto minus_three = simd::splat_int(-3);
  EXPECT_EQ(lanes(simd::to_float(minus_three))[0], -3.0F);
  EXPECT_EQ(lanes(simd::to_float(simd::shift_left<4>(minus_three)))[0], -48.0F);
  EXPECT_EQ(lanes(simd::to_float(simd::shift_right<1>(minus_three)))[0], -2.0F);
  EXPECT_EQ(lanes(simd::to_float(simd::sub_int(minus_three, simd::splat_int(4))))[0], -7.0F);
  EXPECT_EQ(lanes(simd::float_of_bits(
                simd::add_int(simd::bits_of(simd::splat(1)), simd::splat_int(1 << 23))))[0],
            2.0F);
}

TEST(Vec, CountsWhereAMaskIsTrue) {
  std::array<std::int32_t, simd::kLanes> counts{};
  simd::store_int(counts.data(), simd::count_true(simd::splat_int(5), simd::lanes_from(1)));
  for (std::size_t i = 0; i < simd::kLanes; ++i) EXPECT_EQ(counts[i], i < 1 ? 5 : 6);
  simd::store_int(counts.data(),
                  simd::count_true(simd::load_int(counts.data()), simd::lanes_from(0)));
  for (std::size_t i = 0; i < simd::kLanes; ++i) EXPECT_EQ(counts[i], i < 1 ? 6 : 7);
}

TEST(Vec, MaximumOfIntegersWithoutASign) {
  const auto greater = [](std::int32_t a, std::int32_t b) {
    std::array<std::int32_t, simd::kLanes> lanes{};
    simd::store_int(lanes.data(), simd::max_unsigned(simd::splat_int(a), simd::splat_int(b)));
    return lanes[simd::kLanes - 1];
  };
  constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
  for (const auto& [less, more] :
       {std::pair{0, 1}, {1, kMost}, {kMost, kLeast}, {kLeast, -2}, {-2, -1}, {3, -1}}) {
    EXPECT_EQ(greater(less, more), more);
    EXPECT_EQ(greater(more, less), more);
  }
  EXPECT_EQ(greater(7, 7), 7);
}

TEST(Vec, RootsAreRoundedCorrectly) {
  for (const float x : {0.0F, 1e-40F, 2.0F, 3.0F, 16777215.0F, 3e38F, kInfinity}) {
    EXPECT_EQ(lanes(simd::sqrt(simd::splat(x)))[0], std::sqrt(x));
  }
  EXPECT_TRUE(std::isnan(lanes(simd::sqrt(simd::splat(-1)))[0]));
}

TEST(Vec, SumsOverLanesAreDouble) {
  simd::DoubleVec sum = simd::zero_double();
  sum = simd::add_to_double(sum, simd::splat(16777216.0F));
  sum = simd::add_to_double(sum, counting(1));
  const auto n = static_cast<double>(kLanes);
  EXPECT_EQ(simd::reduce_add(sum), 16777216.0 * n + n * (n + 1.0) / 2.0);
  EXPECT_EQ(simd::reduce_max(counting(5)), 4.0F + static_cast<float>(kLanes));
  EXPECT_EQ(lanes(simd::to_single(sum)), lanes(simd::add(simd::splat(16777216.0F), counting(1))));
}

}  // namespace
}  // namespace label_smoothing::test
