//! Indices one after another, as in the package tensor: `\\tensor{T}{^a_b}`.

use super::Writer;
use super::arguments::{after_star, argument};

impl Writer {
    /// Writes the indices of a tensor, each after the one before; the tensor itself, if it is given, stands before them.
    pub(super) fn tensor<'t>(
        &mut self,
        written: &mut String,
        has_base: bool,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let mut follows = after_star(follows).1;
        if has_base {
            let (base, after) = argument(follows)?;
            written.push_str(&format!("{{{}}}", self.all(base, depth + 1)?));
            follows = after;
        }
        let (indices, rest) = argument(follows)?;
        let mut indices = indices.trim_start();
        let mut is_first = true;
        while let Some(sign) = indices.chars().next() {
            let after = &indices[sign.len_utf8()..];
            if !matches!(sign, '^' | '_') {
                return None;
            }
            let (index, after) = argument(after)?;
            // Indices of the same height may follow without a sign.
            let next = after.find(['^', '_']).unwrap_or(after.len());
            let (more, after) = match index.starts_with('{') {
                true => ("", after),
                false => after.split_at(next),
            };
            let index = self.all(&format!("{index}{more}"), depth + 1)?;
            let empty = if is_first && has_base { "" } else { "{}" };
            written.push_str(&format!("{empty}{sign}{{{}}}", index.trim()));
            is_first = false;
            indices = after.trim_start();
        }
        Some(rest)
    }
}
