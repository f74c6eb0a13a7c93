# The foreign libraries, each as ROTA::name. Debian ships .pc files for some of them only, so all
# are found the same way: header and library.
function(rota_find name header library)
  find_path(${name}_INCLUDE ${header} PATH_SUFFIXES ${ARGN})
  find_library(${name}_LIBRARY ${library})
  if(NOT ${name}_INCLUDE OR NOT ${name}_LIBRARY)
    message(FATAL_ERROR "${header} or lib${library} is missing; run scripts/deps.sh")
  endif()
  add_library(ROTA::${name} INTERFACE IMPORTED)
  target_include_directories(ROTA::${name} INTERFACE "${${name}_INCLUDE}")
  target_link_libraries(ROTA::${name} INTERFACE "${${name}_LIBRARY}")
endfunction()

rota_find(glpk glpk.h glpk)
rota_find(sqlite3 sqlite3.h sqlite3)
rota_find(iniparser iniparser.h iniparser iniparser)
rota_find(csv csv.h csv)
rota_find(jansson jansson.h jansson)
rota_find(cmocka cmocka.h cmocka)
