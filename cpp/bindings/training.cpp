// The JavaScript boundary of training. A network lives at the address where its caller has made
// room.

#include <new>

#include "common.h"
#include "label_smoothing/dataset.h"
#include "label_smoothing/mlp.h"
#include "label_smoothing/softmax.h"

namespace {

namespace ls = label_smoothing;
using namespace ls::bindings;

/// The network's memory begins behind it, where a vector may begin.
constexpr std::size_t kHeader = (sizeof(ls::Mlp) + 15) / 16 * 16;

ls::Mlp& network_at(Address address) { return *pointer<ls::Mlp>(address); }

/// More than 32 bits can count, where there are more rows than any memory holds.
double bytes(std::size_t floats) { return static_cast<double>(floats) * sizeof(float); }

template <class Call>
ls::MlpShape shape(const Call& call) {
  return {call.inputs, span<const std::int32_t>(call.hidden, call.layers), call.classes};
}

/// 0 for a shape that is none.
double network_bytes(Address address) {
  std::size_t floats = 0;
  const auto& call = arguments<NetworkShapeCall>(address);
  if (ls::Mlp::memory_floats(shape(call), floats) != ls::Status::ok) return 0;
  return kHeader + bytes(floats);
}

std::int32_t create_network(Address address) {
  const auto& call = arguments<CreateNetworkCall>(address);
  const ls::MlpOptions options{static_cast<ls::Optimizer>(call.optimizer),
                               call.learning_rate,
                               call.momentum,
                               call.weight_decay,
                               smoothing(call),
                               call.seed};
  std::size_t floats = 0;
  const ls::Status status = ls::Mlp::memory_floats(shape(call), floats);
  if (status != ls::Status::ok) return raw(status);
  auto* network = new (pointer<void>(call.network)) ls::Mlp;
  return raw(
      network->create(shape(call), options, {pointer<float>(call.network + kHeader), floats}));
}

void reset_network(Address network) { network_at(network).reset(); }

std::uint32_t parameter_count(Address network) { return network_at(network).parameter_count(); }

std::int32_t get_parameters(Address address, Address out) {
  const ls::Mlp& network = network_at(address);
  return raw(network.get_parameters(span<float>(out, network.parameter_count())));
}

std::int32_t set_parameters(Address address, Address values) {
  ls::Mlp& network = network_at(address);
  return raw(network.set_parameters(span<const float>(values, network.parameter_count())));
}

double step_scratch_bytes(Address network, std::uint32_t rows) {
  return bytes(network_at(network).step_scratch_floats(rows));
}

double evaluation_scratch_bytes(Address network) {
  return bytes(network_at(network).evaluation_scratch_floats());
}

std::int32_t step(Address address) {
  const auto& call = arguments<StepCall>(address);
  ls::Mlp& network = network_at(call.network);
  const auto features = matrix<const float>(call.features, call.rows, network.inputs());
  const auto scratch = span<float>(call.scratch, network.step_scratch_floats(call.rows));
  double& loss = *pointer<double>(call.loss);
  if (call.probabilities == 0) {
    const auto targets = span<const std::int32_t>(call.targets, call.rows);
    return raw(network.step(features, targets, scratch, loss));
  }
  const ls::DistillationTargets targets{
      matrix<const float>(call.probabilities, call.rows, network.classes()), call.temperature,
      span<const std::int32_t>(call.labels, call.rows), call.label_weight};
  return raw(network.step(features, targets, scratch, loss));
}

std::int32_t logits(Address address) {
  const auto& call = arguments<EvaluateCall>(address);
  const ls::Mlp& network = network_at(call.network);
  return raw(network.logits(matrix<const float>(call.features, call.rows, network.inputs()),
                            span<float>(call.scratch, network.evaluation_scratch_floats()),
                            matrix<float>(call.out, call.rows, network.classes())));
}

/// softmax(logits / temperature).
std::int32_t probabilities(Address address) {
  const std::int32_t status = logits(address);
  if (status != raw(ls::Status::ok)) return status;
  const auto& call = arguments<EvaluateCall>(address);
  const std::size_t classes = network_at(call.network).classes();
  const auto scale = static_cast<float>(1.0 / call.temperature);
  for (float& value : span<float>(call.out, call.rows * classes)) value *= scale;
  return raw(ls::softmax(matrix<const float>(call.out, call.rows, classes),
                         matrix<float>(call.out, call.rows, classes)));
}

std::int32_t penultimate(Address address) {
  const auto& call = arguments<EvaluateCall>(address);
  const ls::Mlp& network = network_at(call.network);
  return raw(network.penultimate(matrix<const float>(call.features, call.rows, network.inputs()),
                                 span<float>(call.scratch, network.evaluation_scratch_floats()),
                                 matrix<float>(call.out, call.rows, network.penultimate_width())));
}

std::int32_t dataset(Address address) {
  const auto& call = arguments<DatasetCall>(address);
  const ls::DatasetOptions options{static_cast<ls::DatasetKind>(call.kind),
                                   call.classes,
                                   call.dimensions,
                                   call.spread,
                                   call.noise,
                                   call.seed};
  return raw(ls::make_dataset(options,
                              {matrix<float>(call.features, call.size, call.dimensions),
                               span<std::int32_t>(call.targets, call.size)},
                              span<std::int32_t>(call.clean_targets, call.size),
                              {matrix<float>(call.test_features, call.test_size, call.dimensions),
                               span<std::int32_t>(call.test_targets, call.test_size)}));
}

void permutation(std::uint32_t seed, std::uint32_t count, Address out) {
  ls::make_permutation(seed, span<std::int32_t>(out, count));
}

}  // namespace

EMSCRIPTEN_BINDINGS(training) {
  using emscripten::enum_;
  using emscripten::function;

  enum_<ls::Optimizer>("Optimizer")
      .value("sgd", ls::Optimizer::sgd)
      .value("adam", ls::Optimizer::adam);
  enum_<ls::DatasetKind>("DatasetKind")
      .value("gaussian", ls::DatasetKind::gaussian)
      .value("moons", ls::DatasetKind::moons)
      .value("spirals", ls::DatasetKind::spirals)
      .value("rings", ls::DatasetKind::rings);

  function("resetNetwork", &reset_network);
  function("parameterCount", &parameter_count);
  function("getParameters", &get_parameters);
  function("setParameters", &set_parameters);
  function("stepScratchBytes", &step_scratch_bytes);
  function("evaluationScratchBytes", &evaluation_scratch_bytes);
  function("permutation", &permutation);

  // Each takes the address of its struct (calls.h).
  function("networkBytes", &network_bytes);
  function("createNetwork", &create_network);
  function("step", &step);
  function("logits", &logits);
  function("probabilities", &probabilities);
  function("penultimate", &penultimate);
  function("dataset", &dataset);
}
