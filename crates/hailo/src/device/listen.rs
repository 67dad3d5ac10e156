//! Listening to a device.

use crate::device::Device;
use crate::device::notification::{Notification, NotificationKind, SIZE};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback;
use crate::library::call;
use hailo_sys::Era;
use hailo_sys::types::{_hailo_device, hailo_notification_t};
use std::ffi::c_void;
use std::sync::Arc;

type Listener = Arc<dyn Fn(&Notification) + Send + Sync>;

#[derive(Clone)]
struct Registered {
    era: Era,
    listener: Listener,
}

/// # Safety
/// `notification` is NULL or a notification, as HailoRT passes it.
unsafe extern "C" fn notified(
    _: *mut _hailo_device,
    notification: *const hailo_notification_t,
    opaque: *mut c_void,
) {
    let record = notification.cast::<[u8; SIZE]>();
    // SAFETY: the caller's promise; bytes have no alignment to keep.
    let Some(record) = (unsafe { record.as_ref() }) else { return };
    callback::enter("hailo_set_notification_callback", || {
        // A listener that was removed, or whose device is gone, is not found.
        if let Some(Registered { era, listener }) = callback::peek::<Registered>(opaque) {
            listener(&Notification::decode(record, era));
        }
    });
}

impl Device {
    /// Calls `listener` for each notification of a kind, in place of what listened before.
    ///
    /// It runs on a thread of the library: it must be quick and must not call the device. It ends with
    /// [`remove_listener`](Self::remove_listener) or with the device; what is dropped inside it is released elsewhere.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a kind this library does not know, [`ErrorKind::Unsupported`] for one this
    /// device does not send (a Hailo-10H sends 1, 3, 13 and 14).
    #[doc(alias = "hailo_set_notification_callback")]
    pub fn on_notification(
        &self,
        kind: NotificationKind,
        listener: impl Fn(&Notification) + Send + Sync + 'static,
    ) -> Result<()> {
        callback::outside_callbacks("hailo_set_notification_callback")?;
        let library = self.library();
        library.proven("hailo_set_notification_callback", "notifications")?;
        let registered = Registered { era: library.era(), listener: Arc::new(listener) };
        let opaque = callback::deposit(self.callback_owner(), registered);
        // Two that register at once must not leave the library with the one and this crate with the other.
        let mut listeners = callback::lock(&self.0.listeners);
        // SAFETY: a live device, a function of the right signature, and an opaque that is no address.
        let result = self.0.owned.with(|raw| unsafe {
            call!(library, hailo_set_notification_callback(raw, Some(notified), kind as u32, opaque))
        });
        let over = match &result {
            Ok(()) => listeners.insert(kind, opaque.addr()),
            Err(_) => Some(opaque.addr()),
        };
        // What a listener holds may run anything as it is dropped.
        drop(listeners);
        end(over);
        result
    }

    /// Ends the listener of a kind. One that is running meanwhile runs to its end.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where nothing listens.
    #[doc(alias = "hailo_remove_notification_callback")]
    pub fn remove_listener(&self, kind: NotificationKind) -> Result<()> {
        const CALL: &str = "hailo_remove_notification_callback";
        callback::outside_callbacks(CALL)?;
        let mut listeners = callback::lock(&self.0.listeners);
        let Some(ticket) = listeners.remove(&kind) else {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "nothing listens"));
        };
        // SAFETY: a live device.
        let result = self.0.owned.with(|raw| unsafe {
            call!(self.library(), hailo_remove_notification_callback(raw, kind as u32))
        });
        drop(listeners);
        end(Some(ticket));
        result
    }

    /// Whose tickets its listeners are: a borrowed device lives as long as its vdevice.
    fn callback_owner(&self) -> usize {
        let device = &self.0.owned;
        device.parent().map_or_else(|| device.owner(), |vdevice| vdevice.owned.owner())
    }
}

/// Drops a listener: the library's late calls no longer find it.
fn end(ticket: Option<usize>) {
    if let Some(ticket) = ticket {
        drop(callback::redeem::<Registered>(std::ptr::without_provenance_mut(ticket)));
    }
}
