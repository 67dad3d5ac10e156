//! How many files the process may open, and so how many connections.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are no connections: the runtime's, the device's, settings, certificates, and the admin port's own.
const OTHERS: u64 = 64;

/// Raises the soft limit to the hard one, and says how many connections each of `ports` client ports of a proxy may have: each of
/// them opens another one upstream.
pub(crate) fn share(ports: usize) -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    per_port(if raised.is_ok() { maximum } else { current }, ports)
}

fn per_port(files: Option<u64>, ports: usize) -> usize {
    let free = files.map_or(u64::MAX, |files| files.saturating_sub(OTHERS));
    let each = free / 2 / (ports as u64).max(1);
    usize::try_from(each).unwrap_or(usize::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_share_what_the_others_leave_and_each_has_a_place() {
        assert_eq!(per_port(Some(1_024), 1), 480);
        assert_eq!(per_port(Some(1_024), 3), 160);
        assert_eq!(per_port(Some(100), 1), 18);
        assert_eq!(per_port(Some(20), 2), 1);
        assert!(per_port(None, 1) > 1 << 30);
    }
}
