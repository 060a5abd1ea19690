//! `litellm`'s proxy, which the engine's tests put in front of the engine.

use std::time::Duration;

use crate::cargo::TestProgram;
use crate::failure::{Failure, Outcome};
use crate::python::{self, Completeness};
use crate::stages::Tally;
use crate::workspace;

/// The module of the engine's tests that needs the proxy; the other tests run without it.
pub(crate) const MODULE: &str = "litellm::";

/// Installs the proxy and runs the tests that talk to it.
pub(crate) fn drive(tests: &[TestProgram]) -> Outcome<Tally> {
    let requirements = workspace::root().join("crates/engine/tests/litellm/requirements.txt");
    // The tests look for it in this environment.
    python::environment(
        "litellm",
        &requirements,
        Completeness::All,
        "litellm's proxy for the engine's tests",
    )?;
    let is_it = |test: &&TestProgram| (test.package == "engine") && test.name == "it";
    let test = tests.iter().find(is_it);
    let test = test.ok_or_else(|| Failure::new("The engine's tests were not built."))?;
    test.run(&[MODULE], Duration::from_secs(10 * 60))
}
