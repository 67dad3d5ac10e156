//! What the headers of the installed release say, as the compiler of the shim saw them, held against the known eras.
//!
//! The shim is built on the machine, with the headers of the libhailort it is then bound to. So what its table says of a
//! release holds, whether or not anybody had seen that release when this crate was made.

#[path = "generated/facts.rs"]
mod facts;

use std::collections::HashMap;

use crate::self_test::{MAX_GROWTH, same_line};
use crate::{Disagreement, Era, Grown, Version};
use facts::{FIELDS, Fact, NUMBERS, PASSED_BY, RECORDS};

/// Records, and fields at the end of one, that may be longer than known: C writes or reads one at a time, through a
/// pointer. Any other stands in arrays, in frames or inside another record, where a longer one moves what follows.
const MAY_GROW: [&str; 17] = [
    "hailo_chip_temperature_info_t",
    "hailo_configure_params_t",
    "hailo_core_information_t",
    "hailo_device_identity_t",
    "hailo_extended_device_information_t",
    "hailo_latency_measurement_result_t",
    "hailo_notification_message_parameters_t",
    "hailo_notification_t",
    "hailo_notification_t.body",
    "hailo_pcie_device_info_t",
    "hailo_power_measurement_data_t",
    "hailo_stream_info_t",
    "hailo_stream_read_async_completion_info_t",
    "hailo_stream_write_async_completion_info_t",
    "hailo_transform_params_t",
    "hailo_vdevice_params_t",
    "hailo_vstream_info_t",
];

/// What the headers say of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "load"), allow(dead_code, reason = "only a loaded shim has headers"))]
pub(crate) enum Said {
    Record { size: u32, align: u32 },
    Field { offset: u32, size: u32 },
    Number(u32),
}

/// What the headers say of each name that any known release has; one that they lack is not there.
pub(crate) type Headers = HashMap<&'static str, Said>;

/// The era whose layouts the headers have, and what is longer in them.
///
/// `claimed` is the era of the library's number, where that is known; it is looked at first. `lacks` tells which
/// functions the library does not have: a record that only those take may be absent.
///
/// # Errors
/// What the claimed era, or else the newest of the line, disagrees in.
pub(crate) fn prove(
    headers: &Headers,
    version: Version,
    claimed: Option<Era>,
    lacks: impl Fn(&str, Era) -> bool,
) -> Result<(Era, Vec<Grown>), Option<Disagreement>> {
    let mut first = None;
    for era in claimed.into_iter().chain(same_line(version)) {
        match compare(headers, era, |name| lacks(name, era)) {
            Ok(grown) => return Ok((era, grown)),
            Err(disagreement) => first = first.or(Some(disagreement)),
        }
    }
    Err(first)
}

fn of_era(facts: &'static [Fact], era: Era) -> impl Iterator<Item = (&'static str, u32, u32)> {
    let here = facts.iter().filter(move |(_, first, last, ..)| (*first..=*last).contains(&era));
    here.map(|(name, _, _, value, extra)| (*name, *value, *extra))
}

fn compare(headers: &Headers, era: Era, lacks: impl Fn(&str) -> bool) -> Result<Vec<Grown>, Disagreement> {
    let differs = |what: String, expected: u32, found: Option<u32>| {
        let found = found.map_or_else(|| "absent".to_owned(), |found| found.to_string());
        Err(Disagreement { era, what, expected: expected.to_string(), found })
    };
    let unused = |record: &str| {
        let passed_by = PASSED_BY.iter().find(|(name, _)| *name == record);
        passed_by.is_some_and(|(_, functions)| functions.iter().all(|function| lacks(function)))
    };
    let may_grow = |name: &str, known: u32, found: u32| {
        MAY_GROW.contains(&name) && (known..=known + MAX_GROWTH as u32).contains(&found)
    };
    // Fields first: one that moved says more than the size that it changed.
    for (name, offset, size) in of_era(&FIELDS, era) {
        let record = name.split_once('.').map_or(name, |(record, _)| record);
        if !headers.contains_key(record) && unused(record) {
            continue;
        }
        match headers.get(name) {
            Some(Said::Field { offset: found, .. }) if *found != offset => {
                return differs(format!("the offset of {name}"), offset, Some(*found));
            }
            Some(Said::Field { size: found, .. }) if *found != size && !may_grow(name, size, *found) => {
                return differs(format!("the size of {name}"), size, Some(*found));
            }
            Some(Said::Field { .. }) => {}
            _ => return differs(format!("the offset of {name}"), offset, None),
        }
    }
    let mut grown = Vec::new();
    for (name, size, align) in of_era(&RECORDS, era) {
        match headers.get(name) {
            Some(Said::Record { align: found, .. }) if *found != align => {
                return differs(format!("the alignment of {name}"), align, Some(*found));
            }
            Some(Said::Record { size: found, .. }) if *found == size => {}
            Some(Said::Record { size: found, .. }) if may_grow(name, size, *found) => {
                grown.push(Grown { record: name, known: size as usize, found: *found as usize });
            }
            Some(Said::Record { size: found, .. }) => {
                return differs(format!("the size of {name}"), size, Some(*found));
            }
            _ if unused(name) => {}
            _ => return differs(format!("the size of {name}"), size, None),
        }
    }
    for (name, value, _) in of_era(&NUMBERS, era) {
        let counts = name.ends_with("_COUNT");
        match headers.get(name) {
            Some(Said::Number(found)) if *found == value || (counts && *found > value) => {}
            Some(Said::Number(found)) => return differs(name.to_owned(), value, Some(*found)),
            _ => return differs(name.to_owned(), value, None),
        }
    }
    Ok(grown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headers of a known era.
    fn headers(era: Era) -> Headers {
        let records = of_era(&RECORDS, era).map(|(name, size, align)| (name, Said::Record { size, align }));
        let fields = of_era(&FIELDS, era).map(|(name, offset, size)| (name, Said::Field { offset, size }));
        let numbers = of_era(&NUMBERS, era).map(|(name, value, _)| (name, Said::Number(value)));
        records.chain(fields).chain(numbers).collect()
    }

    const INVENTED: Version = Version::new(5, 9, 0);

    fn proved(headers: &Headers) -> Result<(Era, Vec<Grown>), String> {
        prove(headers, INVENTED, None, |_, _| false).map_err(|why| why.unwrap().to_string())
    }

    #[test]
    fn each_era_is_told_from_every_other() {
        for era in Era::ALL {
            let version = era.versions()[0];
            // 4.20 is never taken for a newer release's layouts, but its own headers are known.
            let claimed = (era == Era::V4_20).then_some(era);
            let found = prove(&headers(era), version, claimed, |_, _| false);
            assert_eq!(found, Ok((era, Vec::new())), "{era:?}");
        }
    }

    #[test]
    fn a_number_that_claims_another_era_does_not_decide() {
        // A development build of 5.3.0 with the headers of 5.2.0.
        let early = prove(&headers(Era::V5_2_0), Version::new(5, 3, 0), Some(Era::V5_3), |_, _| false);
        assert_eq!(early, Ok((Era::V5_2_0, Vec::new())));
    }

    #[test]
    fn what_may_grow_is_told_and_what_may_not_is_refused() {
        let mut longer = headers(Era::V5_3);
        assert!(MAY_GROW.iter().all(|name| longer.contains_key(name)));
        for (name, size, align) in of_era(&RECORDS, Era::V5_3) {
            longer.insert(name, Said::Record { size: size + 8, align });
            let outcome = proved(&longer);
            if MAY_GROW.contains(&name) {
                let grown = Grown { record: name, known: size as usize, found: size as usize + 8 };
                assert_eq!(outcome, Ok((Era::V5_3, vec![grown])), "{name}");
            } else {
                assert!(outcome.unwrap_err().contains(&format!("the size of {name} is")), "{name}");
            }
            longer.insert(name, Said::Record { size: size + MAX_GROWTH as u32 + 8, align });
            assert!(
                proved(&longer).unwrap_err().contains(name),
                "{name}: beyond the room that callers leave"
            );
            longer.insert(name, Said::Record { size, align });
        }
    }

    #[test]
    fn any_field_that_moved_and_any_number_that_means_another_thing_is_named() {
        let mut said = headers(Era::V5_3);
        for (name, offset, size) in of_era(&FIELDS, Era::V5_3) {
            said.insert(name, Said::Field { offset: offset + 4, size });
            assert!(proved(&said).unwrap_err().contains(&format!("the offset of {name} is")), "{name}");
            said.remove(name);
            assert!(
                proved(&said).unwrap_err().contains(&format!("the offset of {name} is absent")),
                "{name}"
            );
            said.insert(name, Said::Field { offset, size });
        }
        for (name, value, _) in of_era(&NUMBERS, Era::V5_3) {
            said.insert(name, Said::Number(value.wrapping_add(1)));
            let outcome = proved(&said);
            assert_eq!(outcome.is_ok(), name.ends_with("_COUNT"), "{name}");
            said.insert(name, Said::Number(value));
        }
    }

    #[test]
    fn a_record_may_go_with_the_functions_that_take_it() {
        let mut without = headers(Era::V5_3);
        without.retain(|name, _| !name.starts_with("hailo_chip_temperature_info_t"));
        let refused = proved(&without).unwrap_err();
        assert!(refused.contains("hailo_chip_temperature_info_t"), "{refused}");
        let lacks = |name: &str, _| name == "hailo_get_chip_temperature";
        assert_eq!(prove(&without, INVENTED, None, lacks), Ok((Era::V5_3, Vec::new())));
    }
}
