#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

/// Turns the fuzzer's bytes into arguments, and continues with zeros when they run out.
namespace label_smoothing::fuzz {

inline constexpr float kUntouched = -7.0F;

inline void expect(bool holds, const char* otherwise) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", otherwise);
  std::abort();
}

inline void expect_untouched(const std::vector<float>& values) {
  for (const float each : values) expect(each == kUntouched, "an output was written");
}

inline void expect_same(const std::vector<float>& a, const std::vector<float>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool both_nan = a[i] != a[i] && b[i] != b[i];
    expect(both_nan || a[i] == b[i], "in place differs");
  }
}

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}

  std::uint8_t byte() { return at_ == end_ ? std::uint8_t{0} : *at_++; }
  bool flag() { return (byte() & 1U) != 0; }
  /// 0 ... most.
  std::size_t size(std::size_t most) { return byte() % (most + 1); }
  /// Mostly `expected`, sometimes one off.
  std::size_t size_near(std::size_t expected) {
    const std::uint8_t choice = byte();
    if (choice == 0xff) return expected + 1;
    if (choice == 0xfe && expected > 0) return expected - 1;
    return expected;
  }
  template <class Enum>
  Enum pick(std::int32_t count) {
    return static_cast<Enum>(byte() % count);
  }
  /// Mostly in [0, 1], sometimes anything.
  double number() {
    const std::uint8_t choice = byte();
    if (choice < 0xf0) return static_cast<double>(choice) / 239.0;
    return static_cast<double>(any_float());
  }
  /// Mostly a class or -1, sometimes anything.
  std::int32_t index(std::size_t classes) {
    const std::uint8_t choice = byte();
    if (choice == 0xff) return static_cast<std::int32_t>(bits());
    if (choice > 0xe0 || classes == 0) return choice % 2 == 0 ? -1 : -100;
    return static_cast<std::int32_t>(choice % classes);
  }
  std::vector<std::int32_t> indices(std::size_t count, std::size_t classes) {
    std::vector<std::int32_t> values(count);
    for (std::int32_t& value : values) value = index(classes);
    return values;
  }
  std::vector<float> floats(std::size_t count) {
    std::vector<float> values(count);
    for (float& value : values) value = likely_float();
    return values;
  }
  /// Values >= 0 whose sum is 1, unless the input spoils one.
  std::vector<float> distribution(std::size_t count) {
    std::vector<float> values(count);
    float sum = 0.0F;
    for (float& value : values) sum += value = static_cast<float>(byte());
    for (float& value : values) value = sum > 0.0F ? value / sum : 1.0F / static_cast<float>(count);
    if (count > 0 && byte() == 0xff) values[byte() % count] = any_float();
    return values;
  }

 private:
  std::uint32_t bits() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8U | byte();
    return value;
  }
  float any_float() {
    const std::uint32_t value = bits();
    float result = 0.0F;
    std::memcpy(&result, &value, sizeof result);
    return result;
  }
  /// A logit of the usual size, a special value, or any bits.
  float likely_float() {
    const std::uint8_t choice = byte();
    if (choice == 0xff) return any_float();
    if (choice == 0xfe) return -std::numeric_limits<float>::infinity();
    return (static_cast<float>(choice) - 127.0F) / 4.0F;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

}  // namespace label_smoothing::fuzz
