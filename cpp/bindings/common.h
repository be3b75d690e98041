#pragma once

// What the bindings of both modules share. Free functions over addresses and sizes, and nothing
// else: no argument has to be converted, and the glue stays small. Types, shapes and options are
// checked in web/lib, values by the core.

#include <emscripten/bind.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

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

/// What crosses the boundary as it is. A result of 32 bits arrives signed, so what counts bytes is
/// a double.
template <class T>
inline constexpr bool is_argument = std::is_same_v<T, std::uint32_t> ||
                                    std::is_same_v<T, std::int32_t> || std::is_same_v<T, double>;
template <class T>
inline constexpr bool is_result =
    std::is_void_v<T> || std::is_same_v<T, std::int32_t> || std::is_same_v<T, double>;

/// Names a function for JavaScript by its place in the module's function table, from where
/// web/lib/loader.ts takes it and calls WebAssembly directly. (emscripten::function calls through
/// an invoker that, where no code may be made at run time, keeps the arguments in arrays: that
/// takes as long as a loss over 16 rows of ten classes.)
template <class Result, class... Arguments>
void function(const char* name, Result (*entry)(Arguments...)) {
  static_assert(is_result<Result> && (is_argument<Arguments> && ...));
  emscripten::constant(name, reinterpret_cast<Address>(entry));
}

inline std::int32_t raw(Status status) { return static_cast<std::int32_t>(status); }

inline Smoothing smoothing(double alpha, std::int32_t convention, std::int32_t padding_index,
                           Address prior, std::uint32_t classes) {
  return {alpha, static_cast<Convention>(convention), padding_index,
          span<const float>(prior, classes)};
}

}  // namespace label_smoothing::bindings
