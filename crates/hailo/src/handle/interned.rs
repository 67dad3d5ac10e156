//! One Rust owner for one C object, however often the library hands it out.

use crate::error::Result;
use crate::handle::callback::lock;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};

/// What the library was last asked for and is still in use, by what tells the C objects apart. It keeps nothing alive:
/// an address is used again only when nobody holds what had it.
#[derive(Default)]
pub(crate) struct Interned(Mutex<BTreeMap<Key, Weak<dyn Any + Send + Sync>>>);

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
        let mut all = lock(&self.0);
        let known = all.get(&key).and_then(Weak::upgrade).and_then(|owner| owner.downcast::<T>().ok());
        if let Some(owner) = known {
            return Ok(owner);
        }
        let owner = Arc::new(make()?);
        all.retain(|_, other| other.strong_count() > 0);
        let same: Arc<dyn Any + Send + Sync> = Arc::clone(&owner) as _;
        all.insert(key, Arc::downgrade(&same));
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
}
