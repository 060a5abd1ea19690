//! How busy the processors of this computer are.

/// Time of all processors since the start of the computer, in the system's ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ProcessorTimes {
    pub(super) idle: u64,
    pub(super) all: u64,
}

impl ProcessorTimes {
    /// `None` where the system cannot be asked.
    pub(super) fn now() -> Option<Self> {
        if !cfg!(target_os = "linux") {
            return None;
        }
        let text = std::fs::read_to_string("/proc/stat").ok()?;
        in_stat(&text)
    }

    /// Part of the time since `before` in which processors did nothing.
    pub(super) fn idle_since(self, before: Self) -> f64 {
        let all = self.all.saturating_sub(before.all).max(1);
        self.idle.saturating_sub(before.idle) as f64 / all as f64
    }
}

/// The first line: the ticks for programs, nice programs, the system, nothing, the wait for disks, interrupts (two
/// kinds), and other virtual machines. What follows is counted in the first two already.
fn in_stat(text: &str) -> Option<ProcessorTimes> {
    let line = text.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<u64> = line
        .split_whitespace()
        .take(8)
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [_, _, _, nothing, disks, ..] = ticks[..] else {
        return None;
    };
    Some(ProcessorTimes {
        idle: nothing.saturating_add(disks),
        all: ticks
            .iter()
            .fold(0, |sum, ticks| sum.saturating_add(*ticks)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_says_what_part_of_the_time_was_idle() {
        let at = |idle: u64| in_stat(&format!("cpu  100 20 30 {idle} 50 0 0 0 9 9\ncpu0 1 2 3\n"));
        let (before, after) = (at(800).unwrap(), at(900).unwrap());
        assert_eq!((before.idle, before.all), (850, 1000));
        assert!((after.idle_since(before) - 1.0).abs() < 1e-9);
        assert_eq!(before.idle_since(before), 0.0);
        for text in ["", "cpu 1 2", "cpu a b c d e", "intr 5"] {
            assert_eq!(in_stat(text), None, "{text}");
        }
    }
}
