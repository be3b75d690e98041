#pragma once

// What the bindings of both modules share. Free functions over addresses and sizes, and nothing
// else: Embind then needs neither strings nor classes, which keeps the glue small, and a call
// converts numbers only. Types, shapes and options are checked in web/lib, values by the core.

#include <cstddef>
#include <cstdint>

#include "label_smoothing/smoothing.h"
#include "label_smoothing/status.h"
#include "label_smoothing/views.h"

namespace label_smoothing::bindings {

using Address = std::uint32_t;

template <class T>
T* pointer(Address address) {
  return reinterpret_cast<T*>(address);
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

inline std::int32_t raw(Status status) { return static_cast<std::int32_t>(status); }

inline Smoothing smoothing(double alpha, std::int32_t convention, std::int32_t padding_index,
                           Address prior, std::uint32_t classes) {
  return {alpha, static_cast<Convention>(convention), padding_index,
          span<const float>(prior, classes)};
}

}  // namespace label_smoothing::bindings
