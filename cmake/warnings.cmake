# Flags of every target of the project: warnings, optional -Werror, optional sanitizers.
add_library(rota_flags INTERFACE)
target_compile_definitions(rota_flags INTERFACE _GNU_SOURCE)
target_compile_options(rota_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  -Wvla -Wundef -Wformat=2 -Wwrite-strings
  # Statement expressions and __typeof__ of mem.h are GNU C, which gcc and clang both know.
  $<$<C_COMPILER_ID:Clang>:-Wno-gnu-statement-expression -Wno-gnu-zero-variadic-macro-arguments
    -Wdocumentation>
  $<$<C_COMPILER_ID:GNU>:-Wlogical-op -Wduplicated-cond>)
if(ROTA_WERROR)
  target_compile_options(rota_flags INTERFACE -Werror)
endif()
if(ROTA_SANITIZE)
  target_compile_options(rota_flags INTERFACE -fsanitize=address,undefined
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(rota_flags INTERFACE -fsanitize=address,undefined)
endif()
