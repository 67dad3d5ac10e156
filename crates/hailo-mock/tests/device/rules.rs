//! Thousands of random legal and illegal call sequences, each answer compared with a small
//! reference model of the rules: who may do what in which state.

use std::ptr::{null, null_mut};

use hailo_mock::Chip;
use hailo_sys::types::*;
use proptest::prelude::*;

use crate::host::{ECHO, Host, Streams, builder};

/// Frames that fit: two in the input queue, two in the output queue, two in the chip.
const ROOM: usize = 6;

#[derive(Clone, Debug)]
enum Op {
    OpenVdevice { scheduler: bool },
    CloseVdevice,
    CloseVdeviceAgain,
    LoadHef,
    LoadMissingHef,
    UnloadHef,
    UnloadHefAgain,
    Configure,
    OpenStreams(usize),
    CloseStreams(usize),
    CloseStreamsAgain,
    Write(usize),
    WriteWrongSize(usize),
    Read(usize),
    Activate(usize),
    Deactivate,
    DeactivateAgain,
    Shutdown(usize),
    Priority(usize, u8),
    ConfuseHandles,
}

fn op() -> impl Strategy<Value = Op> {
    let group = 0..3usize;
    prop_oneof![
        3 => any::<bool>().prop_map(|scheduler| Op::OpenVdevice { scheduler }),
        1 => Just(Op::CloseVdevice),
        1 => Just(Op::CloseVdeviceAgain),
        3 => Just(Op::LoadHef),
        1 => Just(Op::LoadMissingHef),
        1 => Just(Op::UnloadHef),
        1 => Just(Op::UnloadHefAgain),
        4 => Just(Op::Configure),
        5 => group.clone().prop_map(Op::OpenStreams),
        2 => group.clone().prop_map(Op::CloseStreams),
        1 => Just(Op::CloseStreamsAgain),
        10 => group.clone().prop_map(Op::Write),
        1 => group.clone().prop_map(Op::WriteWrongSize),
        8 => group.clone().prop_map(Op::Read),
        4 => group.clone().prop_map(Op::Activate),
        2 => Just(Op::Deactivate),
        1 => Just(Op::DeactivateAgain),
        1 => group.clone().prop_map(Op::Shutdown),
        2 => (group, 0..40u8).prop_map(|(g, p)| Op::Priority(g, p)),
        1 => Just(Op::ConfuseHandles),
    ]
}

struct ModelGroup {
    handle: hailo_configured_network_group,
    streams: Option<Streams>,
    waiting: usize,
    shut: bool,
    active: bool,
}

impl ModelGroup {
    /// Why its pipelines cannot work, by the reference model.
    fn trouble(&self, scheduler: bool) -> Option<u32> {
        if self.shut {
            Some(63)
        } else if !scheduler && !self.active {
            Some(69)
        } else {
            None
        }
    }
}

#[derive(Default)]
struct Model {
    vdevice: Option<(hailo_vdevice, bool)>,
    old_vdevice: Option<hailo_vdevice>,
    hef: Option<hailo_hef>,
    old_hef: Option<hailo_hef>,
    groups: Vec<ModelGroup>,
    /// Streams whose vdevice is gone: still to be released, and nothing else.
    orphans: Vec<Streams>,
    old_streams: Option<Streams>,
    active: Option<(hailo_activated_network_group, usize)>,
    old_active: Option<hailo_activated_network_group>,
    /// Calls on handles that are not valid any more.
    misuses: usize,
}

fn run(ops: &[Op]) -> Result<(), TestCaseError> {
    let host = Host::of(builder().device(Chip::Hailo8).log_capacity(16));
    let api = host.api;
    let mut m = Model::default();
    for op in ops {
        step(&host, &mut m, op)?;
    }
    // Whatever is left can be released, in the worst order, and nothing stays.
    if let Some((vdevice, _)) = m.vdevice.take() {
        host.close(vdevice);
    }
    // SAFETY: handles of this host, each released once.
    unsafe {
        if let Some((active, _)) = m.active {
            prop_assert_eq!((api.hailo_deactivate_network_group)(active), 0);
        }
        if let Some(hef) = m.hef {
            prop_assert_eq!((api.hailo_release_hef)(hef), 0);
        }
    }
    for s in m.groups.iter().filter_map(|g| g.streams).chain(m.orphans) {
        host.release(&s);
    }
    prop_assert_eq!(host.machine.live_handles(), 0);
    prop_assert_eq!(host.machine.misuses().len(), m.misuses.min(100));
    Ok(())
}

/// One call and the answer the reference model expects.
fn step(host: &Host, m: &mut Model, op: &Op) -> Result<(), TestCaseError> {
    let api = host.api;
    let scheduler = m.vdevice.is_some_and(|(_, s)| s);
    match *op {
        Op::OpenVdevice { scheduler } => {
            let mut params = hailo_vdevice_params_t {
                device_count: 1,
                device_ids: null_mut(),
                scheduling_algorithm: u32::from(scheduler),
                group_id: null(),
                multi_process_service: 0,
            };
            let mut vdevice = null_mut();
            // SAFETY: locals.
            let status = unsafe { (api.hailo_create_vdevice)(&mut params, &mut vdevice) };
            prop_assert_eq!(status, if m.vdevice.is_some() { 74 } else { 0 });
            if status == 0 {
                m.vdevice = Some((vdevice, scheduler));
            }
        }
        Op::CloseVdevice => {
            if let Some((vdevice, _)) = m.vdevice.take() {
                host.close(vdevice);
                m.old_vdevice = Some(vdevice);
                m.orphans.extend(m.groups.drain(..).filter_map(|g| g.streams));
            }
        }
        Op::CloseVdeviceAgain => {
            if let Some(old) = m.old_vdevice {
                // SAFETY: a stale handle is a number to this library.
                prop_assert_eq!(unsafe { (api.hailo_release_vdevice)(old) }, 2);
                m.misuses += 1;
            }
        }
        Op::LoadHef => {
            if m.hef.is_none() {
                m.hef = Some(host.hef(ECHO).map_err(|s| TestCaseError::fail(s.to_string()))?);
            }
        }
        Op::LoadMissingHef => prop_assert_eq!(host.hef("/nowhere.hef"), Err(13)),
        Op::UnloadHef => {
            if let Some(hef) = m.hef.take() {
                // SAFETY: released once.
                prop_assert_eq!(unsafe { (api.hailo_release_hef)(hef) }, 0);
                m.old_hef = Some(hef);
            }
        }
        Op::UnloadHefAgain => {
            if let Some(old) = m.old_hef {
                // SAFETY: as above.
                prop_assert_eq!(unsafe { (api.hailo_release_hef)(old) }, 2);
                m.misuses += 1;
            }
        }
        Op::Configure => {
            let (Some((vdevice, _)), Some(hef)) = (m.vdevice, m.hef) else { return Ok(()) };
            let mut group = null_mut();
            for (room, status) in [(0, 5), (1, 0)] {
                if m.groups.len() == 3 {
                    break;
                }
                let mut count = room;
                // SAFETY: room as the count says.
                let answer = unsafe {
                    (api.hailo_configure_vdevice)(vdevice, hef, null_mut(), &mut group, &mut count)
                };
                prop_assert_eq!(answer, status);
            }
            if !group.is_null() {
                let (streams, waiting, shut, active) = (None, 0, false, false);
                m.groups.push(ModelGroup { handle: group, streams, waiting, shut, active });
            }
        }
        Op::OpenStreams(g) => {
            let Some(group) = m.groups.get_mut(g) else { return Ok(()) };
            let expected = if group.shut {
                Some(63)
            } else if group.streams.is_some() {
                Some(6)
            } else {
                None
            };
            match (host.streams(group.handle), expected) {
                (Ok(s), None) => group.streams = Some(s),
                (answer, expected) => prop_assert_eq!(answer.err(), expected),
            }
        }
        Op::CloseStreams(g) => {
            if let Some(s) = m.groups.get_mut(g).and_then(|g| g.streams.take()) {
                host.release(&s);
                m.groups[g].waiting = 0;
                m.old_streams = Some(s);
            }
        }
        Op::CloseStreamsAgain => {
            if let Some(old) = m.old_streams {
                // SAFETY: a stale handle is a number to this library.
                prop_assert_eq!(unsafe { (api.hailo_release_input_vstreams)(&old.input, 1) }, 2);
                m.misuses += 1;
            }
        }
        Op::Write(g) => {
            let Some(group) = m.groups.get_mut(g) else { return Ok(()) };
            let Some(s) = group.streams else { return Ok(()) };
            let before = host.now_s();
            let status = host.write(&s, &vec![1; s.input_size]);
            let full = group.waiting == ROOM;
            let expected = group.trouble(scheduler).unwrap_or(if full { 4 } else { 0 });
            prop_assert_eq!(status, expected);
            prop_assert!(host.now_s() - before <= 10.001, "bounded by its timeout");
            group.waiting += usize::from(status == 0);
        }
        Op::WriteWrongSize(g) => {
            if let Some(s) = m.groups.get(g).and_then(|g| g.streams) {
                prop_assert_eq!(host.write(&s, &vec![1; s.input_size + 1]), 2);
            }
        }
        Op::Read(g) => {
            let Some(group) = m.groups.get_mut(g) else { return Ok(()) };
            let Some(s) = group.streams else { return Ok(()) };
            let status = host.read(&s, &mut vec![0; s.output_size]);
            let expected = group.trouble(scheduler).unwrap_or(if group.waiting == 0 { 4 } else { 0 });
            prop_assert_eq!(status, expected);
            group.waiting -= usize::from(status == 0);
        }
        Op::Activate(g) => {
            let Some(group) = m.groups.get(g) else { return Ok(()) };
            let expected = if scheduler || group.active {
                6
            } else if group.shut {
                63
            } else if m.groups.iter().any(|g| g.active) {
                6
            } else {
                0
            };
            let mut active = null_mut();
            // SAFETY: the out handle is a local.
            let status = unsafe { (api.hailo_activate_network_group)(group.handle, null_mut(), &mut active) };
            // An activation whose vdevice is gone is still to be given back.
            let held = m.active.is_some() && m.groups.iter().all(|g| !g.active);
            prop_assert_eq!(status, expected);
            if status == 0 {
                if held && let Some((old, _)) = m.active {
                    // SAFETY: given back once.
                    prop_assert_eq!(unsafe { (api.hailo_deactivate_network_group)(old) }, 0);
                }
                m.active = Some((active, g));
                m.groups[g].active = true;
            }
        }
        Op::Deactivate => {
            let Some((active, g)) = m.active.take() else { return Ok(()) };
            // What the group has under way would be lost: take it out first.
            if let Some(group) = m.groups.get_mut(g).filter(|g| g.active && !g.shut)
                && let Some(s) = group.streams
            {
                for _ in 0..std::mem::take(&mut group.waiting) {
                    prop_assert_eq!(host.read(&s, &mut vec![0; s.output_size]), 0);
                }
            }
            // SAFETY: given back once.
            prop_assert_eq!(unsafe { (api.hailo_deactivate_network_group)(active) }, 0);
            if let Some(group) = m.groups.get_mut(g) {
                group.active = false;
            }
            m.old_active = Some(active);
        }
        Op::DeactivateAgain => {
            if let Some(old) = m.old_active {
                // SAFETY: a stale handle is a number to this library.
                prop_assert_eq!(unsafe { (api.hailo_deactivate_network_group)(old) }, 2);
                m.misuses += 1;
            }
        }
        Op::Shutdown(g) => {
            if let Some(group) = m.groups.get_mut(g) {
                // SAFETY: a group of this host.
                prop_assert_eq!(unsafe { (api.hailo_shutdown_network_group)(group.handle) }, 0);
                (group.shut, group.waiting) = (true, 0);
            }
        }
        Op::Priority(g, priority) => {
            if let Some(group) = m.groups.get(g) {
                // SAFETY: a group of this host.
                let status = unsafe { (api.hailo_set_scheduler_priority)(group.handle, priority, null()) };
                let expected = match (scheduler, priority) {
                    (false, _) => 6,
                    (true, 32..) => 2,
                    _ => 0,
                };
                prop_assert_eq!(status, expected);
            }
        }
        Op::ConfuseHandles => {
            if let (Some((vdevice, _)), Some(hef)) = (m.vdevice, m.hef) {
                // SAFETY: handles of another kind are numbers to this library.
                unsafe {
                    prop_assert_eq!((api.hailo_release_vdevice)(hef.cast()), 2);
                    prop_assert_eq!((api.hailo_release_hef)(vdevice.cast()), 2);
                }
                m.misuses += 2;
            }
        }
    }
    Ok(())
}

/// Fewer where the device is not compiled for speed; `.ci/nightly stress` has all.
const CASES: u32 = if cfg!(debug_assertions) { 500 } else { 2000 };

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_the_reference_models(ops in prop::collection::vec(op(), 1..60)) {
        run(&ops)?;
    }
}
