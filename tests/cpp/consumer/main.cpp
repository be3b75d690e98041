// Prints the smoothed target of class 2 of 5 with alpha 0.1; scripts/test.mjs knows what it must
// be.
#include <label_smoothing/label_smoothing.h>

#include <array>
#include <cstdint>
#include <cstdio>

int main() {
  const std::array<std::int32_t, 1> targets{2};
  std::array<float, 5> out{};
  label_smoothing::Smoothing smoothing;
  smoothing.label_smoothing = 0.1;
  const auto status = label_smoothing::smooth_targets({targets.data(), targets.size()}, smoothing,
                                                      {out.data(), 1, out.size()});
  std::printf("%s:", label_smoothing::status_name(status));
  for (const float value : out) std::printf(" %g", static_cast<double>(value));
  std::printf("\n");
  return status == label_smoothing::Status::ok ? 0 : 1;
}
