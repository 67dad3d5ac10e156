//! Listening to a device.

use crate::call;
use crate::call::kept::{Heard, hear};
use crate::device::Device;
use crate::device::notification::{Notification, NotificationKind};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback;
use std::sync::Arc;

impl Device {
    /// Calls `listener` for each notification of a kind, in place of what listened before.
    ///
    /// It runs on a thread of the library: it must be quick and must not call the device. It ends with
    /// [`remove_listener`](Self::remove_listener) or with the last clone of the device; what is dropped inside it is released elsewhere.
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
        library.require_known_layouts("hailo_set_notification_callback", "notifications")?;
        let era = library.era();
        let heard: Heard = Arc::new(move |record| listener(&Notification::decode(record, era)));
        let ticket = callback::deposit(self.callback_owner(), heard);
        // Two that register at once must not leave the library with the one and this crate with the other.
        let mut listeners = callback::lock(&self.0.listeners.0);
        let result = self.0.owned.with(|device| hear(device, kind as u32, ticket));
        let over = match &result {
            Ok(()) => listeners.insert(kind, ticket.addr()),
            Err(_) => Some(ticket.addr()),
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
        let mut listeners = callback::lock(&self.0.listeners.0);
        let Some(ticket) = listeners.remove(&kind) else {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "nothing listens"));
        };
        let result =
            self.0.owned.with(|device| call::hailo_remove_notification_callback(device, kind as u32));
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
pub(super) fn end(ticket: Option<usize>) {
    if let Some(ticket) = ticket {
        drop(callback::redeem::<Heard>(std::ptr::without_provenance_mut(ticket)));
    }
}
