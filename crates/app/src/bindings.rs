//! Writes the bridge's types and commands as TypeScript.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::bridge::Patch;

/// Returns the text of `ui/src/bindings/bridge.ts`: every type of the bridge, and `Commands`, which maps each
/// command's name to its request and answer.
pub fn typescript() -> String {
    let config = Config::default().with_large_int("number");
    let mut types = Types {
        config: &config,
        declarations: BTreeMap::new(),
    };
    types.visit::<Patch>();
    let commands = crate::commands::declare(&config, &mut types);

    let mut text =
        String::from("// Written by `cargo xtask bindings` from crates/app. Do not edit.\n\n");
    for declaration in types.declarations.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str("export type Commands = {\n");
    text.push_str(&commands);
    text.push_str("};\n");
    text
}

/// Collects the declaration of each visited type, and of the types inside it.
pub(crate) struct Types<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types that have a file of their own have a declaration; `Vec<T>` and `string` have
        // none, but what is inside them may.
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(self.config));
            self.declarations.insert(name, declaration);
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
    }
}
