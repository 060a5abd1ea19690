//! How much memory this process holds at most, as Linux counts it.

use std::fs;

/// The highest resident size since a moment.
pub(crate) struct Peak {
    before_kib: f64,
}

impl Peak {
    /// Begins to watch; `None` where the system does not tell.
    pub(crate) fn start() -> Option<Self> {
        // Sets the high-water mark back to what is held now.
        fs::write("/proc/self/clear_refs", "5").ok()?;
        Some(Self {
            before_kib: high_water_kib()?,
        })
    }

    /// By how many MiB it rose.
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
