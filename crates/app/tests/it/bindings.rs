//! The committed TypeScript of the bridge must match the Rust types.

use std::path::Path;

#[test]
fn the_committed_bindings_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/bindings/bridge.ts");
    let written = app::bindings::typescript();
    if std::env::var_os("ERRAND_WRITE_BINDINGS").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(
        committed == written,
        "{} is stale: run `cargo xtask bindings`",
        path.display()
    );
}
