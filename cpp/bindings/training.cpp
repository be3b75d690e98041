// The JavaScript boundary of training: a network lives at the address where its caller has made
// room.

#include <new>

#include "common.h"
#include "label_smoothing/dataset.h"
#include "label_smoothing/mlp.h"
#include "label_smoothing/softmax.h"

namespace {

namespace ls = label_smoothing;
using ls::bindings::Address;
using ls::bindings::function;
using ls::bindings::matrix;
using ls::bindings::pointer;
using ls::bindings::raw;
using ls::bindings::smoothing;
using ls::bindings::span;

/// The network's memory begins behind it, where a vector may begin.
constexpr std::size_t kHeader = (sizeof(ls::Mlp) + 15) / 16 * 16;

ls::Mlp& mlp(Address address) { return *pointer<ls::Mlp>(address); }

double bytes(std::size_t floats) { return static_cast<double>(floats) * sizeof(float); }

/// 0 for a shape that is none.
double mlp_bytes(std::uint32_t inputs, Address hidden, std::uint32_t layers,
                 std::uint32_t classes) {
  std::size_t floats = 0;
  const ls::MlpShape shape{inputs, span<const std::int32_t>(hidden, layers), classes};
  if (ls::Mlp::memory_floats(shape, floats) != ls::Status::ok) return 0;
  return kHeader + bytes(floats);
}

/// `address` has `mlp_bytes` of room.
std::int32_t create_mlp(Address address, std::uint32_t inputs, Address hidden, std::uint32_t layers,
                        std::uint32_t classes, std::int32_t optimizer, double learning_rate,
                        double momentum, double weight_decay, double alpha, std::int32_t convention,
                        std::int32_t padding_index, Address prior, std::uint32_t seed) {
  const ls::MlpShape shape{inputs, span<const std::int32_t>(hidden, layers), classes};
  const ls::MlpOptions options{static_cast<ls::Optimizer>(optimizer),
                               learning_rate,
                               momentum,
                               weight_decay,
                               smoothing(alpha, convention, padding_index, prior, classes),
                               seed};
  std::size_t floats = 0;
  const ls::Status status = ls::Mlp::memory_floats(shape, floats);
  if (status != ls::Status::ok) return raw(status);
  auto* network = new (pointer<void>(address)) ls::Mlp;
  return raw(network->create(shape, options, {pointer<float>(address + kHeader), floats}));
}

void reset_mlp(Address address) { mlp(address).reset(); }

std::int32_t parameter_count(Address address) {
  return static_cast<std::int32_t>(mlp(address).parameter_count());
}

std::int32_t get_parameters(Address address, Address out) {
  const ls::Mlp& network = mlp(address);
  return raw(network.get_parameters(span<float>(out, network.parameter_count())));
}

std::int32_t set_parameters(Address address, Address values) {
  ls::Mlp& network = mlp(address);
  return raw(network.set_parameters(span<const float>(values, network.parameter_count())));
}

double step_scratch_bytes(Address address, std::uint32_t rows) {
  return bytes(mlp(address).step_scratch_floats(rows));
}

double evaluation_scratch_bytes(Address address) {
  return bytes(mlp(address).evaluation_scratch_floats());
}

std::int32_t step(Address address, Address features, Address targets, std::uint32_t rows,
                  Address scratch, Address loss) {
  ls::Mlp& network = mlp(address);
  return raw(network.step(matrix<const float>(features, rows, network.inputs()),
                          span<const std::int32_t>(targets, rows),
                          span<float>(scratch, network.step_scratch_floats(rows)),
                          *pointer<double>(loss)));
}

/// `labels` is 0 when there are none.
std::int32_t distill(Address address, Address features, Address probabilities, double temperature,
                     Address labels, double label_weight, std::uint32_t rows, Address scratch,
                     Address loss) {
  ls::Mlp& network = mlp(address);
  const ls::DistillationTargets targets{matrix<const float>(probabilities, rows, network.classes()),
                                        temperature, span<const std::int32_t>(labels, rows),
                                        label_weight};
  return raw(network.step(matrix<const float>(features, rows, network.inputs()), targets,
                          span<float>(scratch, network.step_scratch_floats(rows)),
                          *pointer<double>(loss)));
}

std::int32_t logits(Address address, Address features, std::uint32_t rows, Address scratch,
                    Address out) {
  const ls::Mlp& network = mlp(address);
  return raw(network.logits(matrix<const float>(features, rows, network.inputs()),
                            span<float>(scratch, network.evaluation_scratch_floats()),
                            matrix<float>(out, rows, network.classes())));
}

/// softmax(logits / temperature).
std::int32_t probabilities(Address address, Address features, std::uint32_t rows,
                           double temperature, Address scratch, Address out) {
  const std::int32_t status = logits(address, features, rows, scratch, out);
  if (status != raw(ls::Status::ok)) return status;
  const std::uint32_t classes = mlp(address).classes();
  const auto scale = static_cast<float>(1.0 / temperature);
  for (float& value : span<float>(out, rows * classes)) value *= scale;
  return raw(
      ls::softmax(matrix<const float>(out, rows, classes), matrix<float>(out, rows, classes)));
}

std::int32_t penultimate(Address address, Address features, std::uint32_t rows, Address scratch,
                         Address out) {
  const ls::Mlp& network = mlp(address);
  return raw(network.penultimate(matrix<const float>(features, rows, network.inputs()),
                                 span<float>(scratch, network.evaluation_scratch_floats()),
                                 matrix<float>(out, rows, network.penultimate_width())));
}

std::int32_t dataset(std::int32_t kind, std::uint32_t classes, std::uint32_t dimensions,
                     double spread, double noise, std::uint32_t seed, std::uint32_t size,
                     Address features, Address targets, Address clean_targets,
                     std::uint32_t test_size, Address test_features, Address test_targets) {
  const ls::DatasetOptions options{
      static_cast<ls::DatasetKind>(kind), classes, dimensions, spread, noise, seed};
  return raw(ls::make_dataset(
      options, {matrix<float>(features, size, dimensions), span<std::int32_t>(targets, size)},
      span<std::int32_t>(clean_targets, size),
      {matrix<float>(test_features, test_size, dimensions),
       span<std::int32_t>(test_targets, test_size)}));
}

void permutation(std::uint32_t seed, std::uint32_t count, Address out) {
  ls::make_permutation(seed, span<std::int32_t>(out, count));
}

}  // namespace

EMSCRIPTEN_BINDINGS(training) {
  function("_mlpBytes", &mlp_bytes);
  function("_createMlp", &create_mlp);
  function("_resetMlp", &reset_mlp);
  function("_parameterCount", &parameter_count);
  function("_getParameters", &get_parameters);
  function("_setParameters", &set_parameters);
  function("_stepScratchBytes", &step_scratch_bytes);
  function("_evaluationScratchBytes", &evaluation_scratch_bytes);
  function("_step", &step);
  function("_distill", &distill);
  function("_logits", &logits);
  function("_probabilities", &probabilities);
  function("_penultimate", &penultimate);
  function("_dataset", &dataset);
  function("_permutation", &permutation);
}
