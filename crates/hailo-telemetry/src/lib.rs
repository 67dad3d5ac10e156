//! Lock-free recorders of requests, tokens, latency and health, their snapshots and encoders
