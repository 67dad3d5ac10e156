//! Answers of generative models on their chip: time, heat, context.

use hailo_sys::shim::hailo_shim_generator_params;

use crate::era::overheat_status;
use crate::fault::Condition;
use crate::generative::{Completion, Silence};
use crate::host::Core;
use crate::object::Object;
use crate::physics::Zone;
use crate::state::State;

impl State {
    /// Begins to answer a prompt of so many tokens at `now`. `prompt` is the hash of the whole
    /// conversation.
    pub(crate) fn begin_answer(
        &mut self,
        core: &Core,
        (model, prompt_tokens, prompt): (u64, usize, u64),
        params: &hailo_shim_generator_params,
        now: u64,
    ) -> Option<Completion> {
        let Some(Object::Generative(m)) = self.objects.get_mut(&model) else { return None };
        let seed = match (params.do_sample, params.seed) {
            (0, _) => 0,
            (_, u32::MAX) => core.scenario.seed,
            (_, seed) => u64::from(seed),
        };
        m.context = (m.context + prompt_tokens).min(m.spec.context);
        let (chip, prefill) = (m.chip, m.spec.prefill_ns(prompt_tokens));
        let prefill = self.stretch(chip, prefill);
        let Some(Object::Generative(m)) = self.objects.get(&model) else { return None };
        let most = params.max_generated_tokens as usize;
        let completion = Completion::start(model, m, (prompt, seed), most, (now, prefill));
        self.work(core, chip, now, prefill);
        Some(completion)
    }

    /// Generates what comes until `now`.
    fn produce(&mut self, core: &Core, completion: &mut Completion, now: u64) {
        while let Some(at) = completion.due(now) {
            let silence = if self.faults.holds(at, Condition::SilentZeros) {
                Some(Silence::Zeros)
            } else {
                self.faults.holds(at, Condition::SilentFrozen).then_some(Silence::Frozen)
            };
            let gap = completion.produce(at, silence);
            if let Some(Object::Generative(m)) = self.objects.get_mut(&completion.model) {
                m.context = (m.context + 1).min(m.spec.context);
            }
            if let Some(gap) = gap {
                let gap = self.stretch(completion.chip, gap);
                self.work(core, completion.chip, at, gap);
                completion.next_at = Some(at.saturating_add(gap));
            }
        }
    }

    /// Lets every answer go on until `now`.
    pub(crate) fn advance_answers(&mut self, core: &Core, now: u64) {
        for id in self.answers() {
            let Some(mut object) = self.objects.remove(&id) else { continue };
            let mut too_hot = None;
            if let Object::Completion(c) = &mut object {
                self.produce(core, c, now);
                // What its own heat set off could not reach it meanwhile.
                let hot = self.chips.get(c.chip).is_some_and(|c| c.physics.zone() == Zone::Red);
                too_hot = (hot && c.next_at.is_some()).then_some(c.chip);
            }
            self.objects.insert(id, object);
            if let Some(chip) = too_hot {
                self.fail_answers(chip, overheat_status(core.era));
            }
        }
    }

    /// Longer while the chip is throttled.
    fn stretch(&self, chip: usize, ns: u64) -> u64 {
        let slow = self.chips.get(chip).map_or(1.0, |c| c.physics.slowdown());
        (ns as f64 * slow) as u64
    }

    fn work(&mut self, core: &Core, chip: usize, at: u64, ns: u64) {
        let mut events = Vec::new();
        if let Some(c) = self.chips.get_mut(chip) {
            c.physics.work(at, ns, &mut events);
        }
        self.physical(core, chip, &events);
    }
}
