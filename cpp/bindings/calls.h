#pragma once

// The arguments and results of every call. JavaScript writes one of these structs into the call's
// arena and passes its address. Each field is stated here once: layouts.cpp writes the TypeScript
// that fills the structs in, so a field that is forgotten or misspelled does not compile.
//
// Addresses are byte offsets; 0 stands for an argument that was not given.

#include <cstdint>

namespace label_smoothing::bindings {

using Address = std::uint32_t;

#define LABEL_SMOOTHING_SMOOTHING_DOUBLES(FIELD) FIELD(double, label_smoothing)
#define LABEL_SMOOTHING_SMOOTHING_INTEGERS(FIELD) \
  FIELD(std::int32_t, convention)                 \
  FIELD(std::int32_t, padding_index)              \
  FIELD(Address, prior)

#define LABEL_SMOOTHING_SHAPE(FIELD) \
  FIELD(std::uint32_t, rows)         \
  FIELD(std::uint32_t, classes)

// Where a loss goes: one of `reduced` and `elements` is 0, and `gradient` where none is wanted.
// `in_parts` is 1 where the call computes some of the rows that `beginParts` announced.
#define LABEL_SMOOTHING_LOSS(FIELD) \
  FIELD(std::int32_t, reduction)    \
  FIELD(std::int32_t, in_parts)     \
  FIELD(Address, reduced)           \
  FIELD(Address, elements)

#define LABEL_SMOOTHING_SMOOTH_TARGETS(FIELD) \
  LABEL_SMOOTHING_SMOOTHING_DOUBLES(FIELD)    \
  LABEL_SMOOTHING_SMOOTHING_INTEGERS(FIELD)   \
  LABEL_SMOOTHING_SHAPE(FIELD)                \
  FIELD(Address, targets)                     \
  FIELD(Address, out)

// Each of `batches` matrices of rows x cols becomes one of cols x rows.
#define LABEL_SMOOTHING_TRANSPOSE(FIELD) \
  FIELD(std::uint32_t, batches)          \
  FIELD(std::uint32_t, rows)             \
  FIELD(std::uint32_t, cols)             \
  FIELD(Address, from)                   \
  FIELD(Address, to)

// `logits` are doubles, read and written.
#define LABEL_SMOOTHING_DESCEND(FIELD)      \
  LABEL_SMOOTHING_SMOOTHING_DOUBLES(FIELD)  \
  FIELD(double, learning_rate)              \
  LABEL_SMOOTHING_SMOOTHING_INTEGERS(FIELD) \
  FIELD(std::uint32_t, classes)             \
  FIELD(Address, logits)                    \
  FIELD(std::int32_t, target)               \
  FIELD(std::uint32_t, steps)

#define LABEL_SMOOTHING_SOFTMAX(FIELD) \
  FIELD(double, temperature)           \
  LABEL_SMOOTHING_SHAPE(FIELD)         \
  FIELD(Address, logits)               \
  FIELD(Address, out)

// One of `targets`, class indices, and `probabilities` is 0.
#define LABEL_SMOOTHING_CROSS_ENTROPY(FIELD) \
  LABEL_SMOOTHING_SMOOTHING_DOUBLES(FIELD)   \
  FIELD(double, z_loss)                      \
  FIELD(double, temperature)                 \
  LABEL_SMOOTHING_SMOOTHING_INTEGERS(FIELD)  \
  LABEL_SMOOTHING_SHAPE(FIELD)               \
  FIELD(Address, logits)                     \
  FIELD(Address, targets)                    \
  FIELD(Address, probabilities)              \
  FIELD(std::int32_t, ignore_index)          \
  FIELD(std::int32_t, all_ignored)           \
  FIELD(Address, class_weights)              \
  FIELD(Address, sample_weights)             \
  LABEL_SMOOTHING_LOSS(FIELD)                \
  FIELD(Address, gradient)

#define LABEL_SMOOTHING_KL_DIV(FIELD) \
  LABEL_SMOOTHING_SHAPE(FIELD)        \
  FIELD(Address, log_probs)           \
  FIELD(Address, target)              \
  FIELD(std::int32_t, log_target)     \
  LABEL_SMOOTHING_LOSS(FIELD)         \
  FIELD(Address, gradient)

// `pos_weight` is the address of `pos_weights` numbers.
#define LABEL_SMOOTHING_BINARY_CROSS_ENTROPY(FIELD) \
  FIELD(double, label_smoothing)                    \
  LABEL_SMOOTHING_SHAPE(FIELD)                      \
  FIELD(Address, logits)                            \
  FIELD(Address, targets)                           \
  FIELD(Address, pos_weight)                        \
  FIELD(std::uint32_t, pos_weights)                 \
  LABEL_SMOOTHING_LOSS(FIELD)                       \
  FIELD(Address, gradient)

#define LABEL_SMOOTHING_ENTROPY(FIELD) \
  LABEL_SMOOTHING_SHAPE(FIELD)         \
  FIELD(Address, probs)                \
  LABEL_SMOOTHING_LOSS(FIELD)

// `memory` is that of a Calibrator. `predictions` has room for two of each row of every batch; 0 if
// none are wanted.
#define LABEL_SMOOTHING_CALIBRATOR(FIELD) \
  FIELD(std::uint32_t, classes)           \
  FIELD(std::uint32_t, bin_count)         \
  FIELD(std::int32_t, ignore_index)       \
  FIELD(Address, memory)                  \
  FIELD(Address, predictions)

#define LABEL_SMOOTHING_ADD_PREDICTIONS(FIELD) \
  LABEL_SMOOTHING_CALIBRATOR(FIELD)            \
  FIELD(std::uint32_t, rows)                   \
  FIELD(Address, probs)                        \
  FIELD(Address, targets)

// `result` has room for a Calibration, `bins` for `bin_count` CalibrationBins.
#define LABEL_SMOOTHING_MEASURE_CALIBRATION(FIELD) \
  LABEL_SMOOTHING_CALIBRATOR(FIELD)                \
  FIELD(std::int32_t, binning)                     \
  FIELD(Address, result)                           \
  FIELD(Address, bins)

// `scratch` has room for two doubles of each resample, `result` for a CalibrationBootstrap.
#define LABEL_SMOOTHING_BOOTSTRAP(FIELD) \
  FIELD(double, level)                   \
  FIELD(std::uint32_t, bin_count)        \
  FIELD(Address, bins)                   \
  FIELD(std::uint32_t, resamples)        \
  FIELD(std::uint32_t, seed)             \
  FIELD(Address, scratch)                \
  FIELD(Address, result)

// `coverage` and `risk` have room for a double of each point, `aurc` for one.
#define LABEL_SMOOTHING_RISK_COVERAGE(FIELD) \
  LABEL_SMOOTHING_CALIBRATOR(FIELD)          \
  FIELD(std::uint32_t, points)               \
  FIELD(Address, coverage)                   \
  FIELD(Address, risk)                       \
  FIELD(Address, aurc)

#define LABEL_SMOOTHING_ADD_TO_FIT(FIELD) \
  LABEL_SMOOTHING_SHAPE(FIELD)            \
  FIELD(Address, logits)                  \
  FIELD(Address, targets)

#define LABEL_SMOOTHING_NETWORK_SHAPE(FIELD) \
  FIELD(std::uint32_t, inputs)               \
  FIELD(Address, hidden)                     \
  FIELD(std::uint32_t, layers)               \
  FIELD(std::uint32_t, classes)

// `network` has as much room as `networkBytes` says.
#define LABEL_SMOOTHING_CREATE_NETWORK(FIELD) \
  LABEL_SMOOTHING_SMOOTHING_DOUBLES(FIELD)    \
  FIELD(double, learning_rate)                \
  FIELD(double, momentum)                     \
  FIELD(double, weight_decay)                 \
  LABEL_SMOOTHING_SMOOTHING_INTEGERS(FIELD)   \
  LABEL_SMOOTHING_NETWORK_SHAPE(FIELD)        \
  FIELD(Address, network)                     \
  FIELD(std::int32_t, optimizer)              \
  FIELD(std::uint32_t, seed)

// One of `targets`, class indices, and `probabilities` is 0. The fields after it go with
// probabilities; `labels` is 0 when there are none.
#define LABEL_SMOOTHING_STEP(FIELD) \
  FIELD(double, temperature)        \
  FIELD(double, label_weight)       \
  FIELD(Address, network)           \
  FIELD(Address, features)          \
  FIELD(std::uint32_t, rows)        \
  FIELD(Address, targets)           \
  FIELD(Address, probabilities)     \
  FIELD(Address, labels)            \
  FIELD(Address, scratch)           \
  FIELD(Address, loss)

// `temperature` goes with probabilities.
#define LABEL_SMOOTHING_EVALUATE(FIELD) \
  FIELD(double, temperature)            \
  FIELD(Address, network)               \
  FIELD(Address, features)              \
  FIELD(std::uint32_t, rows)            \
  FIELD(Address, scratch)               \
  FIELD(Address, out)

#define LABEL_SMOOTHING_DATASET(FIELD) \
  FIELD(double, spread)                \
  FIELD(double, noise)                 \
  FIELD(std::int32_t, kind)            \
  FIELD(std::uint32_t, classes)        \
  FIELD(std::uint32_t, dimensions)     \
  FIELD(std::uint32_t, seed)           \
  FIELD(std::uint32_t, size)           \
  FIELD(Address, features)             \
  FIELD(Address, targets)              \
  FIELD(Address, clean_targets)        \
  FIELD(std::uint32_t, test_size)      \
  FIELD(Address, test_features)        \
  FIELD(Address, test_targets)

// Results, which the core declares: all that they hold, doubles.
// clang-format off
#define LABEL_SMOOTHING_CALIBRATION_RESULT(FIELD) \
  FIELD(ece) FIELD(mce) FIELD(nll) FIELD(brier) FIELD(accuracy) FIELD(confidence) \
  FIELD(classwise_ece) FIELD(adaptive_ece) FIELD(debiased_ece) FIELD(rmsce) FIELD(ks)
// clang-format on
#define LABEL_SMOOTHING_CALIBRATION_BOOTSTRAP(FIELD) \
  FIELD(accuracy_low)                                \
  FIELD(accuracy_high)                               \
  FIELD(gap_low)                                     \
  FIELD(gap_high)                                    \
  FIELD(ece_mean)                                    \
  FIELD(ece_high)
#define LABEL_SMOOTHING_CALIBRATION_BIN(FIELD) \
  FIELD(lower) FIELD(upper) FIELD(count) FIELD(confidence) FIELD(accuracy)
#define LABEL_SMOOTHING_TEMPERATURE_FIT(FIELD) FIELD(temperature) FIELD(nll_before) FIELD(nll_after)

// The calls of each module, and their results.
#define LABEL_SMOOTHING_KERNEL_CALLS(CALL)                       \
  CALL(SmoothTargets, LABEL_SMOOTHING_SMOOTH_TARGETS)            \
  CALL(Transpose, LABEL_SMOOTHING_TRANSPOSE)                     \
  CALL(Descend, LABEL_SMOOTHING_DESCEND)                         \
  CALL(Softmax, LABEL_SMOOTHING_SOFTMAX)                         \
  CALL(CrossEntropy, LABEL_SMOOTHING_CROSS_ENTROPY)              \
  CALL(BinaryCrossEntropy, LABEL_SMOOTHING_BINARY_CROSS_ENTROPY) \
  CALL(KlDiv, LABEL_SMOOTHING_KL_DIV)                            \
  CALL(Entropy, LABEL_SMOOTHING_ENTROPY)                         \
  CALL(AddPredictions, LABEL_SMOOTHING_ADD_PREDICTIONS)          \
  CALL(MeasureCalibration, LABEL_SMOOTHING_MEASURE_CALIBRATION)  \
  CALL(Bootstrap, LABEL_SMOOTHING_BOOTSTRAP)                     \
  CALL(RiskCoverage, LABEL_SMOOTHING_RISK_COVERAGE)              \
  CALL(AddToFit, LABEL_SMOOTHING_ADD_TO_FIT)
#define LABEL_SMOOTHING_KERNEL_RESULTS(RESULT)                        \
  RESULT(Calibration, LABEL_SMOOTHING_CALIBRATION_RESULT)             \
  RESULT(CalibrationBin, LABEL_SMOOTHING_CALIBRATION_BIN)             \
  RESULT(CalibrationBootstrap, LABEL_SMOOTHING_CALIBRATION_BOOTSTRAP) \
  RESULT(TemperatureFit, LABEL_SMOOTHING_TEMPERATURE_FIT)
#define LABEL_SMOOTHING_TRAINING_CALLS(CALL)          \
  CALL(NetworkShape, LABEL_SMOOTHING_NETWORK_SHAPE)   \
  CALL(CreateNetwork, LABEL_SMOOTHING_CREATE_NETWORK) \
  CALL(Step, LABEL_SMOOTHING_STEP)                    \
  CALL(Evaluate, LABEL_SMOOTHING_EVALUATE)            \
  CALL(Dataset, LABEL_SMOOTHING_DATASET)

#define LABEL_SMOOTHING_MEMBER(Type, name) Type name;
#define LABEL_SMOOTHING_STRUCT(Name, FIELDS) \
  struct Name##Call {                        \
    FIELDS(LABEL_SMOOTHING_MEMBER)           \
  };
LABEL_SMOOTHING_KERNEL_CALLS(LABEL_SMOOTHING_STRUCT)
LABEL_SMOOTHING_TRAINING_CALLS(LABEL_SMOOTHING_STRUCT)
#undef LABEL_SMOOTHING_STRUCT
#undef LABEL_SMOOTHING_MEMBER

}  // namespace label_smoothing::bindings
