// A plugin of g++ for precompiling our header: has the templates that the header's own functions
// use instantiated before the header is stored. Otherwise each program that includes it
// instantiates them anew, which takes most of the time of a small one. clang has an option for it,
// -fpch-instantiate-templates. What is declared here is g++'s own ("GCC Internals", Plugins).
#include <cstring>

union tree_node;
extern "C" void register_callback(const char*, int, void (*)(void*, void*), void*);
const char* decl_as_string(tree_node*, int);
void instantiate_pending_templates(int);

static const int PLUGIN_FINISH_DECL = 4;

static void declared(void* declaration, void*) {
    const char* name = decl_as_string(static_cast<tree_node*>(declaration), 0);
    if (std::strstr(name, "shortlist_header_ends")) instantiate_pending_templates(0);
}

extern "C" {
int plugin_is_GPL_compatible;

int plugin_init(void*, void*) {
    register_callback("shortlist", PLUGIN_FINISH_DECL, declared, nullptr);
    return 0;
}
}
