//! Free memory of this computer.

/// Assumed where the system cannot be asked: low enough for an old computer.
const UNKNOWN: u64 = 4 << 30;

/// Bytes that programs can allocate without swapping.
pub(super) fn available() -> u64 {
    let asked = if cfg!(target_os = "linux") {
        std::fs::read_to_string("/proc/meminfo")
            .ok()
            .and_then(|text| in_meminfo(&text))
    } else {
        None
    };
    let bytes = asked.unwrap_or(UNKNOWN);
    // A container may have less than the computer.
    let limit = std::fs::read_to_string("/sys/fs/cgroup/memory.max")
        .ok()
        .and_then(|text| text.trim().parse().ok());
    limit.map_or(bytes, |limit: u64| bytes.min(limit))
}

fn in_meminfo(text: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::in_meminfo;

    #[test]
    fn linux_says_what_is_available() {
        let text = "MemTotal:       24683520 kB\nMemAvailable:   1024 kB\nBuffers: 3 kB\n";
        assert_eq!(in_meminfo(text), Some(1 << 20));
        assert_eq!(in_meminfo("MemTotal: 5 kB"), None);
    }
}
