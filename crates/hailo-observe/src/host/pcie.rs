//! A card's PCIe link, as the kernel shows it.

/// Generation of a link by its speed: `8.0 GT/s PCIe` is the third. `None` for `Unknown`, and for speeds yet to come.
#[must_use]
pub fn generation(speed: &str) -> Option<u8> {
    let (rate, unit) = speed.trim().split_once(' ')?;
    if !unit.starts_with("GT/s") {
        return None;
    }
    match rate {
        "2.5" => Some(1),
        "5" | "5.0" => Some(2),
        "8" | "8.0" => Some(3),
        "16" | "16.0" => Some(4),
        "32" | "32.0" => Some(5),
        "64" | "64.0" => Some(6),
        _ => None,
    }
}

/// Lanes of a link; the kernel says 0 or 255 where there is none.
#[must_use]
pub fn lanes(width: &str) -> Option<u8> {
    width.trim().parse().ok().filter(|lanes| (1..=32).contains(lanes))
}

/// The files of error counts, by kind.
pub(crate) const ERROR_FILES: [(&str, &str); 3] =
    [("correctable", "aer_dev_correctable"), ("nonfatal", "aer_dev_nonfatal"), ("fatal", "aer_dev_fatal")];

/// The total in a file of error counts, whose lines are a name and a number; its total begins with `TOTAL_ERR_`.
#[must_use]
pub fn total(counts: &str) -> Option<u64> {
    counts.lines().find_map(|line| {
        let (name, count) = line.trim().split_once(' ')?;
        name.starts_with("TOTAL_ERR_").then(|| count.trim().parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_counts_are_read_or_refused() {
        let speeds =
            ["2.5 GT/s PCIe\n", "8.0 GT/s PCIe\n", "5 GT/s", "16.0 GT/s PCIe", "Unknown\n", "8.0", ""];
        assert_eq!(speeds.map(generation), [Some(1), Some(3), Some(2), Some(4), None, None, None]);
        assert_eq!(["1\n", "4", "0", "255", "x"].map(lanes), [Some(1), Some(4), None, None, None]);
        let counts = "RxErr 12\nBadTLP 3\nBadDLLP 0\nRollover 0\nTimeout 1\nNonFatalErr 0\nCorrIntErr 0\n\
                      HeaderOF 0\nTOTAL_ERR_COR 16\n";
        assert_eq!(total(counts), Some(16));
        assert_eq!([total("TOTAL_ERR_FATAL -1\n"), total(""), total("RxErr 1")], [None; 3]);
    }
}
