//! What a chip holds: network groups, models, memory, and when there is no room for more.

use crate::codes::st;
use crate::object::Object;
use crate::state::State;

/// Network groups that the firmware of a Hailo-8 has memory for.
const GROUPS_ON_THE_CHIP: usize = 32;
/// Network groups that the server on a Hailo-10H serves at once, those of all processes together.
const GROUPS_ON_THE_SERVER: usize = 8;
/// Memory of a Hailo-10H module, KiB.
const MEMORY_KIB: u64 = 8_388_608;
/// What the device's own system takes of it, KiB.
const SYSTEM_KIB: u64 = 700_000;
/// What a vision model takes, KiB.
const GROUP_KIB: u64 = 60_000;

impl State {
    /// Network groups on a chip, of all processes.
    pub(crate) fn groups_on(&self, chip: usize) -> usize {
        let own = self.groups.values().filter(|g| g.chips.contains(&chip)).count();
        let models = self.models_on(chip).count();
        let others = self.chips.get(chip).map_or(0, |c| c.spec.holders.iter().map(|h| h.groups).sum());
        own + models + others
    }

    fn models_on(&self, chip: usize) -> impl Iterator<Item = u64> {
        self.generatives.iter().filter_map(move |id| match self.objects.get(id) {
            Some(Object::Generative(g)) if g.chip == chip => Some(g.spec.memory_kib),
            _ => None,
        })
    }

    /// Memory of a chip, KiB: in use, and in all.
    pub(crate) fn memory_of(&self, chip: usize) -> (u64, u64) {
        let Some(c) = self.chips.get(chip) else { return (0, 0) };
        let groups = self.groups.values().filter(|g| g.chips.contains(&chip)).count() as u64;
        let others: u64 = c.spec.holders.iter().map(|h| h.memory_kib).sum();
        let models: u64 = self.models_on(chip).sum();
        let total = if c.spec.memory_kib == 0 { MEMORY_KIB } else { c.spec.memory_kib };
        (SYSTEM_KIB + groups * GROUP_KIB + models + others, total)
    }

    /// Whether one more network group fits on a chip: a vision model, or a generative one of so many KiB.
    pub(crate) fn make_room(&self, chip: usize, generative_kib: Option<u64>) -> Result<(), u32> {
        let Some(c) = self.chips.get(chip) else { return Ok(()) };
        let groups = self.groups_on(chip);
        if !c.spec.chip.is_soc() {
            return if groups < GROUPS_ON_THE_CHIP { Ok(()) } else { Err(st::OUT_OF_FW_MEMORY) };
        }
        let (used, total) = self.memory_of(chip);
        let fits = used + generative_kib.unwrap_or(GROUP_KIB) <= total;
        if groups < GROUPS_ON_THE_SERVER && fits { Ok(()) } else { Err(st::RESOURCE_EXHAUSTED) }
    }
}
