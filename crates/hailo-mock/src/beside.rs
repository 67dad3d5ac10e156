//! Which thread is inside which handle. The real library keeps no lock for its callers: two threads in one handle are a
//! race there, and here, on an unkind machine, a call that fails and says whom it met.

use std::thread::ThreadId;

/// The calls that the real library lets run while another thread is in the same handle: they wait for what that thread
/// does, end what it waits for, or take a lock of the library's own.
const MAY_RUN_BESIDE: [&str; 7] = [
    "hailo_shim_completion_abort",
    "hailo_shim_configured_run_async",
    "hailo_shim_configured_shutdown",
    "hailo_shim_configured_wait_ready",
    "hailo_vdevice_dma_unmap_buffer",
    "hailo_vdevice_dma_unmap_dmabuf",
    "hailo_wait_for_network_group_activation",
];

/// How often a call on an unkind machine lets other threads go first: each time one of them may walk into its handle.
pub(crate) const TURNS: usize = 3;

/// The threads inside handles.
#[derive(Debug, Default)]
pub(crate) struct Inside(Vec<(u64, ThreadId, &'static str)>);

impl Inside {
    /// Enters a handle. The error is the call that another thread is in it with.
    pub(crate) fn enter(
        &mut self,
        handle: u64,
        thread: ThreadId,
        call: &'static str,
    ) -> Result<(), &'static str> {
        if MAY_RUN_BESIDE.contains(&call) {
            return Ok(());
        }
        match self.0.iter().find(|(there, who, _)| *there == handle && *who != thread) {
            Some((_, _, other)) => Err(other),
            None => {
                self.0.push((handle, thread, call));
                Ok(())
            }
        }
    }

    /// Leaves a handle that this call of this thread is in.
    pub(crate) fn leave(&mut self, handle: u64, thread: ThreadId, call: &'static str) {
        if let Some(at) = self.0.iter().rposition(|entry| *entry == (handle, thread, call)) {
            self.0.remove(at);
        }
    }
}
