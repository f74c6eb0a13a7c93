# Files that the program carries inside itself: rule profiles, bank holidays, sample homes, the
# database schema.
# rota_embed(TARGET) makes embedded.c (see src/io/embedded.h) from them at build time.
function(rota_embed target)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS
    "${CMAKE_SOURCE_DIR}/data/rules/*.ini" "${CMAKE_SOURCE_DIR}/data/holidays/*.csv"
    "${CMAKE_SOURCE_DIR}/data/homes/*.csv"
    "${CMAKE_SOURCE_DIR}/data/homes/*.ini" "${CMAKE_SOURCE_DIR}/data/homes/*.txt"
    "${CMAKE_SOURCE_DIR}/src/io/schema/*.sql" "${CMAKE_SOURCE_DIR}/src/records/schema/*.sql")
  set(out "${CMAKE_BINARY_DIR}/embedded.c")
  add_custom_command(OUTPUT "${out}"
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DROOT=${CMAKE_SOURCE_DIR} "-DFILES=${files}"
      -P "${CMAKE_SOURCE_DIR}/cmake/embed-files.cmake"
    DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/embed-files.cmake" VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()
