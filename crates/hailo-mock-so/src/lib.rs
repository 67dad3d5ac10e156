//! The simulated device as a drop-in libhailort.so
