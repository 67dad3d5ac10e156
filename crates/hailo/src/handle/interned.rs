//! One Rust owner for one C object, however often the library hands it out.

use crate::error::Result;
use crate::handle::callback::lock;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};

/// The Rust owners of C objects that are in use. They are held weakly: the library uses an address again only after its
/// former owner is gone.
#[derive(Default)]
pub(crate) struct Interned(Mutex<BTreeMap<Key, Arc<Place>>>);

/// The owner of one C object, locked while it is made: that may wait for the library, and concerns nobody who asks for
/// another object.
type Place = Mutex<Option<Weak<dyn Any + Send + Sync>>>;

/// What tells one C object from another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A handle that the library answers again.
    Address(usize),
    /// The numbered device of a vdevice, or of all vdevices of one group, which share their devices.
    DeviceOf(Arc<str>, usize),
}

impl Interned {
    /// The owner there is, or the one that `make` makes.
    pub(crate) fn of<T: Send + Sync + 'static>(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let place = {
            let mut all = lock(&self.0);
            // One that somebody else has is being made or looked at; nobody waits for the lock of any other.
            all.retain(|_, place| {
                Arc::strong_count(place) > 1
                    || lock(place).as_ref().is_some_and(|owner| owner.strong_count() > 0)
            });
            Arc::clone(all.entry(key).or_default())
        };
        let mut place = lock(&place);
        let known = place.as_ref().and_then(Weak::upgrade).and_then(|owner| owner.downcast::<T>().ok());
        if let Some(owner) = known {
            return Ok(owner);
        }
        let owner = Arc::new(make()?);
        let same: Arc<dyn Any + Send + Sync> = Arc::clone(&owner) as _;
        *place = Some(Arc::downgrade(&same));
        Ok(owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_owner_while_anyone_has_it() {
        let interned = Interned::default();
        let ask = |value: u32| interned.of(Key::Address(8), || Ok(value)).unwrap();
        let first = ask(1);
        assert!(Arc::ptr_eq(&first, &ask(2)));
        assert_eq!(*interned.of(Key::DeviceOf("g".into(), 8), || Ok(3)).unwrap(), 3);
        drop(first);
        assert_eq!(*ask(4), 4, "the address is another object's now");
    }

    #[test]
    fn while_one_is_made_others_are_to_be_had() {
        let interned = Interned::default();
        let slow =
            interned.of(Key::Address(1), || interned.of(Key::Address(2), || Ok(2)).map(|two| *two + 1));
        assert_eq!(*slow.unwrap(), 3);
        assert!(
            interned
                .of::<u32>(Key::Address(3), || Err(crate::Error::refused(
                    crate::ErrorKind::InvalidArgument,
                    "",
                    "no"
                )))
                .is_err()
        );
        assert_eq!(
            *interned.of(Key::Address(3), || Ok(3)).unwrap(),
            3,
            "one that could not be made is made again"
        );
        assert_eq!(lock(&interned.0).len(), 1, "nothing is kept of those that went");
    }
}
