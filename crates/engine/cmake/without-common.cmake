# Read by CMake at the beginning of llama.cpp (`.cargo/config.toml` names it).
# `llama-cpp-sys-2` asks for llama.cpp's helpers of its example programs (`common`, an HTTP server among them) whatever
# features are chosen, because `llama-cpp-2` takes it with its default features. They are more than half of the
# build, and nothing here uses them.
set(LLAMA_BUILD_COMMON OFF CACHE BOOL "Helpers of llama.cpp's own programs" FORCE)
