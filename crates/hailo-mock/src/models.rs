//! Model files: opening one, whether it runs on a chip, putting a group of it there.

use std::sync::Arc;

use hailo_sys::Era;

use crate::call::{Call, R};
use crate::codes::st;
use crate::fault::Condition;
use crate::group::Group;
use crate::hef::{FIRST_UNKNOWN_TO_4, Hef, HefErrorKind};
use crate::object::Object;

/// The status a runtime answers for a defect of a model file.
pub(crate) fn hef_status(kind: HefErrorKind, era: Era, from_file: bool) -> u32 {
    match kind {
        HefErrorKind::Truncated if from_file => st::FILE_OPERATION_FAILURE,
        HefErrorKind::UnknownFormat => st::INTERNAL_FAILURE,
        HefErrorKind::DoubleGroup => st::INVALID_OPERATION,
        HefErrorKind::Incomplete => st::INVALID_HEF,
        // 4.20 has one status for all defects of the content.
        _ if era == Era::V4_20 => st::INVALID_HEF,
        HefErrorKind::NotSupported => st::HEF_NOT_SUPPORTED,
        HefErrorKind::Truncated | HefErrorKind::Corrupted => st::HEF_FILE_CORRUPTED,
    }
}

/// Room for the masks of a frame, unless it is set: two pictures before 5.0, four from then on.
fn with_budget(mut hef: Hef, era: Era) -> Hef {
    let pictures = if era >= Era::V5_0_0 { 4 } else { 2 };
    let vstreams = hef.groups.iter_mut().flat_map(|group| &mut group.vstreams);
    vstreams.filter_map(|v| v.nms.as_mut()).for_each(|nms| nms.max_mask_size *= pictures);
    hef
}

impl Call<'_> {
    /// A model file by path: the machine's own, else one on the real file system.
    pub(crate) fn open_hef(&mut self, path: &str) -> R<Arc<Hef>> {
        let own = self.core.files.get(path).cloned();
        let bytes = match own {
            Some(bytes) => bytes,
            None => {
                let real = std::path::Path::new(path);
                if !real.exists() {
                    return Err(st::OPEN_FILE_FAILURE);
                }
                let path = real.to_owned();
                let read = self.unlocked(|| std::fs::read(path));
                // A directory opens and then cannot be read.
                read.map_err(|_| st::FILE_OPERATION_FAILURE)?.into()
            }
        };
        self.parse_hef(&bytes, true)
    }

    pub(crate) fn parse_hef(&mut self, bytes: &[u8], from_file: bool) -> R<Arc<Hef>> {
        let era = self.core.era;
        let hef = Hef::parse(bytes).map_err(|e| hef_status(e.kind(), era, from_file))?;
        if era < Era::V5_0_0 && hef.newest_extension >= FIRST_UNKNOWN_TO_4 {
            return Err(hef_status(HefErrorKind::NotSupported, era, from_file));
        }
        Ok(Arc::new(with_budget(hef, era)))
    }

    /// Checks that a model can run on these chips.
    pub(crate) fn check_compatible(&self, hef: &Hef, chips: &[usize]) -> R {
        let wrong_chip = self.holds(Condition::WrongChip);
        let runs = chips.iter().all(|c| self.chips[*c].spec.chip.runs(hef.arch));
        if runs && !wrong_chip {
            Ok(())
        } else if self.core.era == Era::V4_20 {
            Err(st::INVALID_HEF)
        } else {
            Err(st::HEF_NOT_COMPATIBLE)
        }
    }

    /// Puts one network group on chips.
    pub(crate) fn add_group(&mut self, group: Group) -> R<u64> {
        for chip in &group.chips {
            self.make_room(*chip, None)?;
        }
        let id = self.add(Object::Group);
        self.groups.insert(id, group);
        Ok(id)
    }
}
