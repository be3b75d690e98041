/// The machine's limits in WebAssembly: reading, multiply-adds, and the one exponential per class
/// that every cross-entropy needs, computed with the kernels' own function.

#include <cstddef>

#include "simd/math.h"

namespace {

using namespace label_smoothing::simd;

constexpr std::size_t kAccumulators = 4;
constexpr std::size_t kStep = kAccumulators * kLanes;
// Blocks are summed in float, their sums in double: exact enough, at no cost.
constexpr std::size_t kBlock = 256 * kStep;

template <class Function>
double sum_of(const float* x, std::size_t count, Function function) {
  double total = 0;
  std::size_t i = 0;
  while (i + kStep <= count) {
    Vec sums[kAccumulators] = {splat(0), splat(0), splat(0), splat(0)};
    const std::size_t left = (count - i) / kStep * kStep;
    for (const std::size_t end = i + (left < kBlock ? left : kBlock); i < end; i += kStep) {
      for (std::size_t k = 0; k < kAccumulators; ++k) {
        sums[k] = add(sums[k], function(load(x + i + k * kLanes)));
      }
    }
    const Vec sum = add(add(sums[0], sums[1]), add(sums[2], sums[3]));
    total += reduce_add(add_to_double(zero_double(), sum));
  }
  for (; i < count; ++i) {
    float lanes[kLanes];
    store(lanes, function(splat(x[i])));
    total += lanes[0];
  }
  return total;
}

}  // namespace

extern "C" {

/// Σ x.
__attribute__((export_name("read"))) double read(const float* x, std::size_t count) {
  return sum_of(x, count, [](Vec v) { return v; });
}

/// Σ exp(x − shift), where no x exceeds `shift`.
__attribute__((export_name("exp_and_sum"))) double exp_and_sum(const float* x, std::size_t count,
                                                               float shift) {
  const ExpNonpositive exp_of = ExpNonpositive::in_registers();
  return sum_of(x, count, [=](Vec v) { return exp_of(sub(v, splat(shift))); });
}

/// `count` rounds of multiply-adds in registers, enough at once to hide their latency: the
/// arithmetic of a matrix product without its loads. A round has 12 * kLanes of them.
__attribute__((export_name("multiply_add"))) float multiply_add(std::size_t count, float factor) {
  constexpr std::size_t kChains = 12;
  Vec sums[kChains];
  for (std::size_t k = 0; k < kChains; ++k) sums[k] = splat(static_cast<float>(k));
  const Vec a = splat(factor);
  const Vec b = splat(1.0F - factor);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < kChains; ++k) sums[k] = mul_add(sums[k], a, b);
  }
  Vec sum = sums[0];
  for (std::size_t k = 1; k < kChains; ++k) sum = add(sum, sums[k]);
  return static_cast<float>(reduce_add(add_to_double(zero_double(), sum)));
}

/// The first address that is free for data.
extern unsigned char __heap_base;
__attribute__((export_name("free_memory"))) unsigned char* free_memory() { return &__heap_base; }
}
