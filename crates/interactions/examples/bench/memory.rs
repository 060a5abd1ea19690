//! Peak memory of this process, as counted by Linux.

use std::fs;

/// Measures the peak resident size since a start time.
pub(crate) struct Peak {
    before_kib: f64,
}

impl Peak {
    /// Starts measuring; `None` if the system does not support it.
    pub(crate) fn start() -> Option<Self> {
        // Resets the high-water mark to the current size.
        fs::write("/proc/self/clear_refs", "5").ok()?;
        Some(Self {
            before_kib: high_water_kib()?,
        })
    }

    /// Rise of the peak in MiB.
    pub(crate) fn rise_mib(&self) -> Option<f64> {
        Some((high_water_kib()? - self.before_kib) / 1024.0)
    }
}

fn high_water_kib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
