//! The one walk that every encoder sees: a loop over the catalogue's rows, each of which says how a snapshot is read.

use crate::read::catalogue::{FAMILIES, Family, Read};
use crate::read::series::{Head, Series, Visitor};
use crate::read::snapshot::{CustomFamily, CustomValue, Snapshot};
use crate::words::CustomKind;
use crate::words::family::{CUSTOM_TIMES, Kind, LENGTH};
use std::io;

/// Shows every series of `snapshot` to `visitor`, family by family: the catalogue's in its order, then the
/// application's own.
pub(crate) fn walk(snapshot: &Snapshot, visitor: &mut dyn Visitor) -> io::Result<()> {
    FAMILIES.iter().try_for_each(|family| show(family, snapshot, visitor))?;
    snapshot.custom.iter().try_for_each(|family| custom(family, snapshot.start_unix_ns, visitor))
}

fn show(family: &'static Family, snapshot: &Snapshot, visitor: &mut dyn Visitor) -> io::Result<()> {
    let head = Head { name: family.name, help: family.help, kind: family.kind };
    let mut series = Series::new(visitor, head, family.labels, snapshot.start_unix_ns);
    let out = &mut series;
    match family.read {
        Read::One(value) => value(snapshot).map_or(Ok(()), |value| out.number([], value)),
        Read::OneHistogram(histogram) => out.histogram([], histogram(snapshot)),
        Read::Model(value) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            value(model).map_or(Ok(()), |value| out.number([model.name()], value))
        }),
        Read::Count(count) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            out.number([model.name()], model.count(count))
        }),
        Read::Distribution(distribution) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            out.histogram([model.name()], model.raw(distribution))
        }),
        Read::Models(tell) => snapshot.models.iter().try_for_each(|model| {
            out.began(model.created_unix_ns);
            tell(model, out)
        }),
        Read::Device(value) => snapshot
            .devices
            .iter()
            .try_for_each(|device| value(device).map_or(Ok(()), |value| out.number([&device.device], value))),
        Read::Lifetime(value) => snapshot.devices.iter().try_for_each(|device| {
            let Some(lifetime) = &device.lifetime else { return Ok(()) };
            out.began(lifetime.born_unix_ns);
            value(lifetime).map_or(Ok(()), |value| out.number([&device.device], value))
        }),
        Read::Devices(tell) => snapshot.devices.iter().try_for_each(|device| tell(device, out)),
        Read::Whole(tell) => tell(snapshot, out),
        Read::Registered => Ok(()),
    }
}

/// A family of the application's own.
fn custom(family: &CustomFamily, start_unix_ns: u64, visitor: &mut dyn Visitor) -> io::Result<()> {
    let kind = match family.kind {
        CustomKind::Counter => Kind::Counter,
        CustomKind::Gauge => Kind::Gauge,
        CustomKind::TimeHistogram => Kind::Histogram(&CUSTOM_TIMES),
        CustomKind::CountHistogram => Kind::Histogram(&LENGTH),
    };
    let head = Head { name: &family.name, help: &family.help, kind };
    let mut series = Series::new(visitor, head, &[], start_unix_ns);
    for one in &family.series {
        // Up to eight labels without an allocation.
        let mut few = [("", ""); 8];
        let many: Vec<(&str, &str)>;
        let pairs = one.labels.iter().map(|(name, value)| (&**name, &**value));
        let labels = match few.get_mut(..one.labels.len()) {
            Some(slots) => {
                slots.iter_mut().zip(pairs).for_each(|(slot, pair)| *slot = pair);
                &*slots
            }
            None => {
                many = pairs.collect();
                &many
            }
        };
        match &one.value {
            CustomValue::Counter(value) => series.labelled(labels, (*value).into())?,
            CustomValue::Gauge(value) => series.labelled(labels, (*value).into())?,
            CustomValue::Times(times) => series.labelled_histogram(labels, times.raw())?,
            CustomValue::Counts(counts) => series.labelled_histogram(labels, counts.raw())?,
        }
    }
    Ok(())
}
