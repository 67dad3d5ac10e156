//! A simulated Hailo device behind the runtime's own C ABI: state, time, heat, queues, faults
