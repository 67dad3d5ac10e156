//! Completions that come late, twice or not at all, of every asynchronous call.

use std::ptr::null_mut;
use std::time::Duration;

use hailo_mock::{CallEffect, Chip, Fault};

use crate::host::{Host, Told, builder};
use crate::tenth::Tenth;

/// How often each fault has a completion told, and not before how many seconds after the call.
fn cases() -> [(CallEffect, usize, f64); 3] {
    [
        (CallEffect::DuplicateCallback, 2, 0.0),
        (CallEffect::MissingCallback, 0, 0.0),
        (CallEffect::LateCallback(60.0), 1, 60.0),
    ]
}

fn check(host: &Host, told: &Told, begun: f64, (effect, times, after): &(CallEffect, usize, f64)) {
    host.machine.advance(Duration::from_secs(100));
    let said = told.take();
    assert_eq!(said.len(), *times, "{effect:?}: {said:?}");
    assert!(said.iter().all(|(at, status, _)| *at >= begun + after && *status == 0), "{effect:?}: {said:?}");
}

#[test]
fn of_runs() {
    for case in cases() {
        let fault = Fault::on("hailo_shim_configured_run_async", case.0.clone());
        let host = Host::of(builder().device(Chip::Hailo10h).fault(fault));
        let tenth = Tenth::open(&host).unwrap();
        let run = tenth.model().unwrap();
        let (begun, told) = (host.now_s(), Told::new(&host));
        // SAFETY: bindings and record outlive the run.
        let status = unsafe {
            let run_async = tenth.shim.hailo_shim_configured_run_async;
            run_async(run.configured, run.bindings, Some(Told::done), told.opaque(), null_mut())
        };
        assert_eq!(status, 0);
        check(&host, &told, begun, &case);
        tenth.drop_model(run);
        tenth.close();
        host.clean();
    }
}

#[test]
fn of_reads_and_writes_of_streams() {
    for case in cases() {
        for struck in ["hailo_stream_write_raw_buffer_async", "hailo_stream_read_raw_buffer_async"] {
            let host = Host::of(builder().device(Chip::Hailo8).fault(Fault::on(struck, case.0.clone())));
            let (rig, input, output) = host.async_streams();
            let (frame, mut answer, begun) = ([7_u64; 8], [0_u64; 8], host.now_s());
            let (written, read) = (Told::new(&host), Told::new(&host));
            // SAFETY: buffers and records outlive the callbacks.
            unsafe {
                let write = host.api.hailo_stream_write_raw_buffer_async;
                let data = frame.as_ptr().cast();
                assert_eq!(write(input, data, 64, Some(Told::wrote), written.opaque()), 0);
                let ask = host.api.hailo_stream_read_raw_buffer_async;
                let place = answer.as_mut_ptr().cast();
                assert_eq!(ask(output, place, 64, Some(Told::read), read.opaque()), 0);
            }
            let of_write = struck.contains("_write_");
            let (struck, spared) = if of_write { (&written, &read) } else { (&read, &written) };
            check(&host, struck, begun, &case);
            assert_eq!(spared.take().len(), 1, "the other one is told as ever");
            assert_eq!(answer, frame);
            host.close(rig.vdevice);
            host.clean();
        }
    }
}
