# Script of rota_embed(): writes OUT, a C file with the bytes of FILES named relative to ROOT.
set(arrays "")
set(rows "")
set(i 0)
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name "${ROOT}" "${file}")
  string(REGEX REPLACE "^(data|src/io|src)/" "" name "${name}")
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(APPEND arrays "static const unsigned char file_${i}[] = {${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", file_${i}, sizeof file_${i} - 1},\n")
  math(EXPR i "${i} + 1")
endforeach()
file(WRITE "${OUT}.new" "/* Made by cmake/embed-files.cmake. */\n#include \"io/embedded.h\"\n\n"
  "${arrays}\nconst rota_embedded_file rota_embedded_files[] = {\n${rows}};\n"
  "const size_t rota_embedded_count = ${i};\n")
file(RENAME "${OUT}.new" "${OUT}")
