//! Instructions executed per operation, all and lock-prefixed ones, counted by callgrind. A count is the difference of
//! two runs of different length, so that the first operation's work does not count, and starting up is never counted.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// What one operation executes.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) instructions: f64,
    /// Those with a lock prefix, stated or implied, in the program's own code.
    pub(super) locked: f64,
}

impl std::ops::Sub for Counts {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { instructions: self.instructions - other.instructions, locked: self.locked - other.locked }
    }
}

/// True where valgrind can count.
pub(super) fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok()
}

/// The bench program that runs one scenario of one recorder.
pub(super) struct Counter<'a> {
    program: &'a Path,
    locked: HashSet<u64>,
}

impl<'a> Counter<'a> {
    /// Looks for lock-prefixed instructions in the program.
    pub(super) fn new(program: &'a Path) -> Result<Self, Box<dyn std::error::Error>> {
        let disassembly = Command::new("objdump").args(["-d", "--no-show-raw-insn"]).arg(program).output()?;
        let text = String::from_utf8(disassembly.stdout)?;
        let locked: HashSet<u64> = text.lines().filter(|line| is_locked(line)).filter_map(address).collect();
        if cfg!(target_arch = "x86_64") && locked.is_empty() {
            return Err("objdump shows no lock prefix in a program that has some".into());
        }
        Ok(Self { program, locked })
    }

    /// The recorders that the program knows.
    pub(super) fn recorders(&self) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let listed = Command::new(self.program).arg("list").output()?;
        Ok(String::from_utf8(listed.stdout)?.lines().map(str::to_owned).collect())
    }

    /// Per operation, from the difference of a long and a short run.
    pub(super) fn per_operation(
        &self,
        recorder: &str,
        scenario: &str,
        [short, long]: [u32; 2],
    ) -> Result<Counts, Box<dyn std::error::Error>> {
        let more = self.run(recorder, scenario, long)? - self.run(recorder, scenario, short)?;
        let operations = f64::from(long - short);
        Ok(Counts { instructions: more.instructions / operations, locked: more.locked / operations })
    }

    fn run(&self, recorder: &str, scenario: &str, times: u32) -> Result<Counts, Box<dyn std::error::Error>> {
        let out = std::env::temp_dir()
            .join(format!("callgrind.{}.{recorder}.{scenario}.{times}", std::process::id()));
        let ran = Command::new("valgrind")
            .args(["--tool=callgrind", "--dump-instr=yes", "--compress-pos=no", "--compress-strings=no"])
            .arg("--toggle-collect=*counted_operations*")
            .arg(format!("--callgrind-out-file={}", out.display()))
            .arg(self.program)
            .args([recorder, scenario, &times.to_string()])
            .output()?;
        if !ran.status.success() {
            return Err(String::from_utf8_lossy(&ran.stderr).into_owned().into());
        }
        let profile = std::fs::read_to_string(&out)?;
        std::fs::remove_file(&out)?;
        let counts = self.sum(&profile);
        if counts.instructions < f64::from(times) {
            let counted = counts.instructions;
            return Err(format!(
                "callgrind counted {counted} instructions in {times} operations of {recorder}: is counted_operations inlined?"
            )
            .into());
        }
        Ok(counts)
    }

    /// Adds up a profile's own costs: `0xADDRESS LINE COST`, except after `calls=`, where it is the callee's.
    fn sum(&self, profile: &str) -> Counts {
        let (mut counts, mut ours, mut of_callee) = (Counts::default(), false, false);
        for line in profile.lines() {
            if let Some(object) = line.strip_prefix("ob=") {
                ours = Path::new(object) == self.program;
            } else if line.starts_with("calls=") {
                of_callee = true;
            } else if let Some(rest) = line.strip_prefix("0x")
                && !std::mem::take(&mut of_callee)
            {
                let mut fields = rest.split(' ');
                let at = fields.next().and_then(|field| u64::from_str_radix(field, 16).ok());
                let cost = fields.nth(1).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
                counts.instructions += cost;
                if ours && at.is_some_and(|at| self.locked.contains(&at)) {
                    counts.locked += cost;
                }
            }
        }
        counts
    }
}

/// A lock prefix, or an exchange with memory, which implies one.
fn is_locked(line: &str) -> bool {
    line.contains("lock ") || line.contains("\txchg ") && line.contains('(')
}

fn address(line: &str) -> Option<u64> {
    u64::from_str_radix(line.trim().split_once(':')?.0, 16).ok()
}
