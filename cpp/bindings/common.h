#pragma once

// What the bindings of both modules share. Types, shapes and options are checked in web/lib, values
// by the core.

#include <emscripten/bind.h>

#include <cstddef>
#include <cstdint>

#include "calls.h"
#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing::bindings {

template <class T>
T* pointer(Address address) {
  return reinterpret_cast<T*>(address);
}

template <class Call>
const Call& arguments(Address address) {
  return *pointer<const Call>(address);
}

/// Address 0 stands for an argument that was not given.
template <class T>
Span<T> span(Address address, std::size_t size) {
  return {pointer<T>(address), address == 0 ? 0 : size};
}

template <class T>
MatrixView<T> matrix(Address address, std::size_t rows, std::size_t cols) {
  return {pointer<T>(address), rows, cols};
}

/// A status crosses as its number: web/lib looks up the name only when a call fails.
inline std::int32_t raw(Status status) { return static_cast<std::int32_t>(status); }

template <class Call>
Smoothing smoothing(const Call& call) {
  return {call.label_smoothing, static_cast<Convention>(call.convention), call.padding_index,
          span<const float>(call.prior, call.classes)};
}

}  // namespace label_smoothing::bindings
