// Native timings for work on the kernels; `npm run bench` compares them with other software. Look
// at the column per_element. The first two benchmarks are limits: reading the row, and its
// exponentials alone.

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "label_smoothing/label_smoothing.h"
#include "row.h"
#include "simd/math.h"

namespace {

using namespace label_smoothing;  // NOLINT(google-build-using-namespace)

struct Problem {
  std::size_t rows;
  std::size_t classes;
  std::vector<float> logits;
  std::vector<float> probabilities;
  std::vector<float> log_probabilities;
  std::vector<float> weights;
  std::vector<std::int32_t> targets;
  std::vector<float> out;

  explicit Problem(const benchmark::State& state)
      : rows(static_cast<std::size_t>(state.range(0))),
        classes(static_cast<std::size_t>(state.range(1))),
        logits(rows * classes),
        probabilities(rows * classes),
        log_probabilities(rows * classes),
        weights(classes, 1.0F),
        targets(rows),
        out(rows * classes) {
    std::mt19937 engine(1);
    std::normal_distribution<float> normal(0.0F, 2.0F);
    for (float& x : logits) x = normal(engine);
    for (std::size_t r = 0; r < rows; ++r) {
      targets[r] = static_cast<std::int32_t>((r * 7919) % classes);
    }
    (void)softmax(x(), output());
    probabilities = out;
    (void)log_softmax(x(), output());
    log_probabilities = out;
  }

  MatrixView<const float> x() const { return {logits.data(), rows, classes}; }
  MatrixView<const float> p() const { return {probabilities.data(), rows, classes}; }
  MatrixView<const float> log_p() const { return {log_probabilities.data(), rows, classes}; }
  MatrixView<float> output() { return {out.data(), rows, classes}; }
  Span<const std::int32_t> y() const { return {targets.data(), targets.size()}; }
};

CrossEntropyOptions smoothed(Convention convention = Convention::uniform) {
  CrossEntropyOptions options;
  options.smoothing.label_smoothing = 0.1;
  options.smoothing.convention = convention;
  return options;
}

/// Times run(problem), whose result depends on all the work.
template <class Run>
void measure(benchmark::State& state, Run run) {
  Problem problem(state);
  for (auto _ : state) benchmark::DoNotOptimize(run(problem));
  state.counters["per_element"] = benchmark::Counter(
      static_cast<double>(problem.logits.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void read_only(benchmark::State& state) {
  measure(state, [](Problem& p) {
    return static_cast<double>(internal::row_max(p.logits.data(), p.logits.size()));
  });
}

void exp_and_sum_only(benchmark::State& state) {
  measure(state, [](Problem& p) {
    using namespace simd;  // NOLINT(google-build-using-namespace)
    const ExpNonpositive exp_of = ExpNonpositive::in_registers();
    const float* x = p.log_probabilities.data();
    Vec sum[4] = {splat(0.0F), splat(0.0F), splat(0.0F), splat(0.0F)};
    for (std::size_t i = 0; i + 4 * kLanes <= p.logits.size(); i += 4 * kLanes) {
      for (std::size_t u = 0; u < 4; ++u) {
        sum[u] = add(sum[u], exp_of(load(x + i + u * kLanes)));
      }
    }
    return reduce_max(add(add(sum[0], sum[1]), add(sum[2], sum[3])));
  });
}

void forward(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    (void)cross_entropy(p.x(), p.y(), smoothed(), {&loss, {}});
    return loss;
  });
}

void forward_others(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    (void)cross_entropy(p.x(), p.y(), smoothed(Convention::others), {&loss, {}});
    return loss;
  });
}

void forward_class_weights(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    CrossEntropyOptions options = smoothed();
    options.class_weights = {p.weights.data(), p.weights.size()};
    (void)cross_entropy(p.x(), p.y(), options, {&loss, {}});
    return loss;
  });
}

void forward_probabilities(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    (void)cross_entropy(p.x(), p.p(), smoothed(), {&loss, {}});
    return loss;
  });
}

void forward_and_gradient(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    (void)cross_entropy_and_gradient(p.x(), p.y(), smoothed(), {&loss, {}}, p.output());
    return loss + static_cast<double>(p.out.back());
  });
}

void softmax_of_rows(benchmark::State& state) {
  measure(state, [](Problem& p) {
    (void)softmax(p.x(), p.output());
    return p.out.back();
  });
}

void log_softmax_of_rows(benchmark::State& state) {
  measure(state, [](Problem& p) {
    (void)log_softmax(p.x(), p.output());
    return p.out.back();
  });
}

void kl_divergence(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double loss = 0.0;
    (void)kl_div(p.log_p(), p.p(), {}, {&loss, {}});
    return loss;
  });
}

void entropy_of_rows(benchmark::State& state) {
  measure(state, [](Problem& p) {
    double h = 0.0;
    (void)entropy(p.p(), Reduction::mean, {&h, {}});
    return h;
  });
}

void shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Args({64, 10})->Args({4096, 10})->Args({1024, 1000})->Args({64, 32000});
}

BENCHMARK(read_only)->Apply(shapes);
BENCHMARK(exp_and_sum_only)->Apply(shapes);
BENCHMARK(forward)->Apply(shapes);
BENCHMARK(forward_others)->Apply(shapes);
BENCHMARK(forward_class_weights)->Apply(shapes);
BENCHMARK(forward_probabilities)->Apply(shapes);
BENCHMARK(forward_and_gradient)->Apply(shapes);
BENCHMARK(softmax_of_rows)->Apply(shapes);
BENCHMARK(log_softmax_of_rows)->Apply(shapes);
BENCHMARK(kl_divergence)->Apply(shapes);
BENCHMARK(entropy_of_rows)->Apply(shapes);

}  // namespace
