//! Safe access to the Hailo runtime: devices, HEFs, network groups, vstreams, tokens
