// The process around a call: what it reads and writes, and how it fails. Every header that the
// others need is included here.
#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <unistd.h>
#include <utility>
#include <vector>

// From here to the end of run.hpp: it runs once for each input, which is not worth the compiler's
// time. Optimising it would double what it costs.
#pragma GCC push_options
#pragma GCC optimize("O0")

namespace shortlist_call {

// What stands in for a name that the program may lack: see the end of the translation unit.
namespace absent {
struct Nothing {};
}  // namespace absent

using Integer = __int128;

inline std::string input, output;
inline const char *function_name;
inline int argument_number;  // the one that is being read; 0 at other times

#define SHORTLIST_PLAIN __attribute__((noinline)) inline

SHORTLIST_PLAIN void write_all(int file, const char *text, std::size_t size) {
    while (size) {
        const ssize_t count = ::write(file, text, size);
        if (count <= 0) ::_exit(1);
        text += count;
        size -= std::size_t(count);
    }
}

// Says why there is no value, on standard error, and ends the process.
[[noreturn, gnu::cold]] SHORTLIST_PLAIN void fail(const char *format, ...) {
    char text[1024];
    int used = 0;
    if (argument_number)
        used = std::snprintf(text, 256, "argument %d of %s: ", argument_number, function_name);
    va_list values;
    va_start(values, format);
    std::vsnprintf(text + used, sizeof text - std::size_t(used) - 1, format, values);
    va_end(values);
    std::strcat(text, "\n");
    write_all(2, text, std::strlen(text));
    ::_exit(1);
}

}  // namespace shortlist_call
