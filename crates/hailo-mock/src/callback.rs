//! Callbacks that are due, and how each is called.

use hailo_sys::types::{
    hailo_device, hailo_notification_callback, hailo_stream_read_async_callback_t,
    hailo_stream_read_async_completion_info_t, hailo_stream_write_async_callback_t,
    hailo_stream_write_async_completion_info_t,
};

use crate::handle::{Foreign, handle_pointer};

/// A callback that is due at some moment.
#[derive(Clone, Debug)]
pub(crate) enum Callback {
    Notification {
        callback: hailo_notification_callback,
        device: u64,
        body: [u8; 28],
        opaque: Foreign,
    },
    Write {
        callback: hailo_stream_write_async_callback_t,
        status: u32,
        buffer: Foreign,
        size: usize,
        opaque: Foreign,
    },
    Read {
        callback: hailo_stream_read_async_callback_t,
        status: u32,
        buffer: Foreign,
        size: usize,
        opaque: Foreign,
    },
    Done {
        callback: hailo_sys::shim::hailo_shim_done,
        status: u32,
        opaque: Foreign,
    },
}

impl Callback {
    /// The device whose release has to wait for it.
    pub(crate) fn device(&self) -> u64 {
        match self {
            Self::Notification { device, .. } => *device,
            _ => 0,
        }
    }

    pub(crate) fn run(self) {
        match self {
            Self::Notification { callback: Some(callback), device, body, opaque } => {
                let handle: hailo_device = handle_pointer(device);
                // SAFETY: the caller registered this function and keeps its opaque alive until the
                // device is released; the 28 bytes are a notification record, which is packed.
                unsafe { callback(handle, body.as_ptr().cast(), opaque.0) };
            }
            Self::Write { callback: Some(callback), status, buffer, size, opaque } => {
                let info = hailo_stream_write_async_completion_info_t {
                    status,
                    buffer_addr: buffer.0.cast_const(),
                    buffer_size: size,
                    opaque: opaque.0,
                };
                // SAFETY: the caller gave this function for exactly this transfer.
                unsafe { callback(&raw const info) };
            }
            Self::Read { callback: Some(callback), status, buffer, size, opaque } => {
                let info = hailo_stream_read_async_completion_info_t {
                    status,
                    buffer_addr: buffer.0,
                    buffer_size: size,
                    opaque: opaque.0,
                };
                // SAFETY: the caller gave this function for exactly this transfer.
                unsafe { callback(&raw const info) };
            }
            Self::Done { callback: Some(callback), status, opaque } => {
                // SAFETY: the caller gave this function for exactly this run.
                unsafe { callback(status, opaque.0) };
            }
            _ => {}
        }
    }
}
