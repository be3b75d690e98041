// Writes the TypeScript that fills in the structs of calls.h; `npm run build` runs it. The argument
// names the module: kernels or training.

#include <cstddef>
#include <cstdio>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "calls.h"
#include "label_smoothing/bootstrap.h"
#include "label_smoothing/calibration.h"
#include "label_smoothing/temperature.h"

namespace {

using label_smoothing::bindings::Address;

struct Field {
  /// In camel case.
  std::string name;
  std::size_t offset;
  bool is_double;
};

std::string camel_case(const char* snake_case) {
  std::string name;
  for (const char* c = snake_case; *c != '\0'; ++c) {
    if (*c == '_') {
      name += static_cast<char>(*++c - 'a' + 'A');
    } else {
      name += *c;
    }
  }
  return name;
}

template <class Type>
Field field(const char* name, std::size_t offset) {
  static_assert(std::is_same_v<Type, double> || std::is_same_v<Type, std::int32_t> ||
                std::is_same_v<Type, std::uint32_t>);
  return {camel_case(name), offset, std::is_same_v<Type, double>};
}

void print_call(const char* name, std::size_t size, const std::vector<Field>& fields) {
  std::printf("\nexport interface %sCall {\n", name);
  bool has_doubles = false;
  for (const Field& field : fields) {
    std::printf("  readonly %s: number;\n", field.name.c_str());
    has_doubles = has_doubles || field.is_double;
  }
  std::printf("}\n\nexport const %sCall = {\n  bytes: %zu,\n", name, size);
  std::printf("  /** Fills in the struct at an address that is a multiple of 8. */\n");
  std::printf("  write({ integers%s }: Views, address: number, call: %sCall): void {\n",
              has_doubles ? ", doubles" : "", name);
  std::printf("    const i = address >>> 2;\n%s",
              has_doubles ? "    const d = address >>> 3;\n" : "");
  for (const Field& field : fields) {
    const char* view = field.is_double ? "doubles[d" : "integers[i";
    std::printf("    %s + %zu] = call.%s;\n", view, field.offset / (field.is_double ? 8 : 4),
                field.name.c_str());
  }
  std::printf("  },\n};\n");
}

void print_result(const char* name, std::size_t size, const std::vector<Field>& fields) {
  std::printf("\nexport const %sResult = {\n", name);
  std::printf("  bytes: %zu,\n", size);
  std::printf("  /** Reads the struct at an address that is a multiple of 8. */\n");
  std::printf(
      "  read({ doubles }: Views, address: number) {\n    const d = address >>> 3;\n    return "
      "{\n");
  for (const Field& field : fields) {
    std::printf("      %s: doubles[d + %zu] as number,\n", field.name.c_str(), field.offset / 8);
  }
  std::printf("    };\n  },\n};\n");
}

}  // namespace

#define FIELD_OF_CALL(Type, name) field<Type>(#name, offsetof(Struct, name)),
#define PRINT_CALL(Name, FIELDS)                                \
  {                                                             \
    using Struct = label_smoothing::bindings::Name##Call;       \
    print_call(#Name, sizeof(Struct), {FIELDS(FIELD_OF_CALL)}); \
  }
#define FIELD_OF_RESULT(name) field<decltype(Struct::name)>(#name, offsetof(Struct, name)),
#define COUNT(name) +1
#define PRINT_RESULT(Name, FIELDS)                                                           \
  {                                                                                          \
    using Struct = label_smoothing::Name;                                                    \
    static_assert(sizeof(Struct) == (FIELDS(COUNT)) * sizeof(double), "a field is missing"); \
    print_result(#Name, sizeof(Struct), {FIELDS(FIELD_OF_RESULT)});                          \
  }

int main(int count, char** arguments) {
  std::puts("// Written by cpp/bindings/layouts.cpp from cpp/bindings/calls.h.");
  std::puts("import type { Views } from '../memory.js';");
  if (count > 1 && std::strcmp(arguments[1], "training") == 0) {
    LABEL_SMOOTHING_TRAINING_CALLS(PRINT_CALL)
  } else {
    LABEL_SMOOTHING_KERNEL_CALLS(PRINT_CALL)
    LABEL_SMOOTHING_KERNEL_RESULTS(PRINT_RESULT)
  }
}
