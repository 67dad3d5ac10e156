//! The calls of the shim on a Hailo-10H as methods: one vision model, one language model.

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use hailo_sys::ShimApi;
use hailo_sys::shim::*;

use crate::host::{ECHO, Host};

pub(crate) struct Tenth {
    pub(crate) shim: ShimApi,
    pub(crate) vdevice: *mut hailo_shim_vdevice,
}

/// A configured `InferModel` of [`ECHO`] with buffers of 64 bytes.
pub(crate) struct Run {
    pub(crate) configured: *mut hailo_shim_configured,
    pub(crate) bindings: *mut hailo_shim_bindings,
    model: *mut hailo_shim_model,
    pub(crate) input: Box<[u8; 64]>,
    pub(crate) output: Box<[u8; 64]>,
}

pub(crate) fn slice(text: &str) -> hailo_shim_slice {
    hailo_shim_slice { data: text.as_ptr(), len: text.len() }
}

pub(crate) unsafe extern "C" fn append(context: *mut c_void, data: *const u8, len: usize) {
    // SAFETY: the tests pass a `Vec<u8>` of their own as the context, lent for the call.
    let text = unsafe { &mut *context.cast::<Vec<u8>>() };
    // SAFETY: bytes of this length, lent for the call.
    text.extend_from_slice(unsafe { std::slice::from_raw_parts(data, len) });
}

impl Tenth {
    pub(crate) fn open(host: &Host) -> Result<Self, u32> {
        let shim = host.machine.shim_api();
        let mut vdevice = null_mut();
        // SAFETY: the out handle is a local.
        let status = unsafe { (shim.hailo_shim_vdevice_create)(null(), &mut vdevice) };
        if status == 0 { Ok(Self { shim, vdevice }) } else { Err(status) }
    }

    pub(crate) fn model(&self) -> Result<Run, u32> {
        let (mut model, mut configured, mut bindings) = (null_mut(), null_mut(), null_mut());
        let (mut input, mut output) = (Box::new([0u8; 64]), Box::new([0u8; 64]));
        // SAFETY: locals; the buffers live as long as the run.
        unsafe {
            let create = self.shim.hailo_shim_model_create_from_file;
            assert_eq!(create(self.vdevice, slice(ECHO), slice(""), &mut model), 0);
            let status = (self.shim.hailo_shim_model_configure)(model, &mut configured);
            if status != 0 {
                (self.shim.hailo_shim_model_destroy)(model);
                return Err(status);
            }
            assert_eq!((self.shim.hailo_shim_bindings_create)(configured, &mut bindings), 0);
            let set = self.shim.hailo_shim_bindings_set_buffer;
            assert_eq!(set(bindings, HAILO_SHIM_INPUT, 0, input.as_mut_ptr().cast(), 64), 0);
            assert_eq!(set(bindings, HAILO_SHIM_OUTPUT, 0, output.as_mut_ptr().cast(), 64), 0);
        }
        Ok(Run { configured, bindings, model, input, output })
    }

    pub(crate) fn run(&self, run: &mut Run, value: u8) -> Result<u8, u32> {
        run.input.fill(value);
        // SAFETY: bindings of this model whose buffers are alive.
        let status = unsafe { (self.shim.hailo_shim_configured_run)(run.configured, run.bindings, 10_000) };
        if status == 0 { Ok(run.output[0]) } else { Err(status) }
    }

    pub(crate) fn drop_model(&self, run: Run) {
        // SAFETY: destroyed once, children first.
        unsafe {
            (self.shim.hailo_shim_bindings_destroy)(run.bindings);
            (self.shim.hailo_shim_configured_destroy)(run.configured);
            (self.shim.hailo_shim_model_destroy)(run.model);
        }
    }

    pub(crate) fn llm(&self) -> Result<*mut hailo_shim_llm, u32> {
        let mut llm = null_mut();
        // SAFETY: the out handle is a local.
        let status = unsafe {
            let path = slice("simulated/qwen2.5-1.5b.hef");
            (self.shim.hailo_shim_llm_create)(self.vdevice, path, slice(""), 0, &mut llm)
        };
        if status == 0 { Ok(llm) } else { Err(status) }
    }

    pub(crate) fn ask(&self, llm: *mut hailo_shim_llm) -> *mut hailo_shim_completion {
        let question = slice(r#"{"role":"user","content":"How hot is it?"}"#);
        let mut completion = null_mut();
        // SAFETY: a model of this host, one message, a local out handle.
        let status = unsafe {
            (self.shim.hailo_shim_llm_generate)(llm, null(), &question, 1, null(), 0, &mut completion)
        };
        assert_eq!(status, 0);
        completion
    }

    pub(crate) fn read(&self, completion: *mut hailo_shim_completion) -> Result<(Vec<u8>, u32), u32> {
        let (mut text, mut state) = (Vec::<u8>::new(), 0);
        let context = (&raw mut text).cast();
        // SAFETY: the completion is alive, the sink knows its context.
        let status = unsafe {
            (self.shim.hailo_shim_completion_read)(completion, 10_000, Some(append), context, &mut state)
        };
        if status == 0 { Ok((text, state)) } else { Err(status) }
    }

    pub(crate) fn answer(&self, llm: *mut hailo_shim_llm) -> String {
        let completion = self.ask(llm);
        let (mut all, mut state) = (Vec::new(), HAILO_SHIM_GENERATING);
        while state == HAILO_SHIM_GENERATING {
            let (text, now) = self.read(completion).unwrap();
            all.extend(text);
            state = now;
        }
        // SAFETY: destroyed once.
        unsafe { (self.shim.hailo_shim_completion_destroy)(completion) };
        String::from_utf8(all).unwrap()
    }

    pub(crate) fn close(self) {
        // SAFETY: destroyed once.
        unsafe { (self.shim.hailo_shim_vdevice_destroy)(self.vdevice) };
    }
}
