/* What every test includes: cmocka with the headers it wants before itself. */
#ifndef ROTA_TESTS_SUPPORT_TEST_H
#define ROTA_TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
