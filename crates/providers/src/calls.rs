//! Assembly of function calls from deltas in any order, emitted one after the other.
//!
//! Deltas are matched by `index`, else by `id`, else by order. A new id under an index in use starts a new call. Ids
//! and names are set and never appended to; some servers repeat them in every delta.

use serde::de::IgnoredAny;
use uuid::Uuid;

use crate::chat::Piece;

/// Maximum number of calls in one answer; further ones are left out.
const LIMIT: usize = 256;

/// The part of a call in one delta.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delta {
    pub(crate) index: Option<u64>,
    /// Not empty.
    pub(crate) id: Option<String>,
    /// Not empty.
    pub(crate) name: Option<String>,
    /// More JSON text of the arguments.
    pub(crate) arguments: String,
}

/// The calls of one answer.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    calls: Vec<Call>,
    /// Index of the call whose arguments are emitted as they arrive; earlier ones are emitted completely.
    current: usize,
}

#[derive(Debug, Default)]
struct Call {
    index: Option<u64>,
    id: Option<String>,
    name: Option<String>,
    arguments: String,
    /// Number of bytes of the arguments that were emitted; `None` if not even the beginning of the call was.
    told: Option<usize>,
}

impl Calls {
    /// Adds a delta; returns the id of its call, if it is known.
    pub(crate) fn take(&mut self, delta: Delta) -> Option<&str> {
        let at = match self.find(&delta) {
            Some(at) => at,
            None if self.calls.len() == LIMIT => return None,
            None => {
                self.calls.push(Call {
                    index: delta.index,
                    ..Call::default()
                });
                self.calls.len() - 1
            }
        };
        let call = &mut self.calls[at];
        call.id = call.id.take().or(delta.id);
        call.name = call.name.take().or(delta.name);
        call.arguments.push_str(&delta.arguments);
        call.id.as_deref()
    }

    fn find(&self, delta: &Delta) -> Option<usize> {
        let (at, call) = match (delta.index, &delta.id) {
            (Some(_), _) => self.last(|call| call.index == delta.index)?,
            // A call that was found by its id has no other id.
            (None, Some(_)) => return Some(self.last(|call| call.id == delta.id)?.0),
            (None, None) => self.last(|_| true)?,
        };
        let has_other_id = delta.id.is_some() && call.id.is_some() && delta.id != call.id;
        // Without ids: a name and arguments for a call that is already complete.
        let is_next = delta.name.is_some() && !delta.arguments.is_empty() && call.is_whole();
        let has_other_name = delta.name.is_some() && call.name.is_some() && delta.name != call.name;
        let is_another = has_other_id || delta.id.is_none() && (is_next || has_other_name);
        (!is_another).then_some(at)
    }

    fn last(&self, fits: impl Fn(&Call) -> bool) -> Option<(usize, &Call)> {
        self.calls
            .iter()
            .enumerate()
            .rev()
            .find(|(_, call)| fits(call))
    }

    /// Emits what can be emitted now.
    pub(crate) fn emit(&mut self, out: &mut Vec<Piece>) {
        while self.current < self.calls.len() {
            let is_last = self.current + 1 == self.calls.len();
            let call = &mut self.calls[self.current];
            call.emit(out);
            if is_last || !call.is_whole() {
                break;
            }
            self.current += 1;
        }
    }

    /// Emits the rest at the end of the answer. `is_cut`: the last call may be incomplete, so nothing is added to it.
    pub(crate) fn finish(&mut self, is_cut: bool, out: &mut Vec<Piece>) {
        for call in &mut self.calls {
            // A call without arguments may have no delta for them.
            if call.arguments.trim().is_empty() && !is_cut {
                call.arguments = "{}".to_owned();
                call.told = call.told.map(|_| 0);
            }
            call.emit(out);
        }
    }
}

impl Call {
    fn emit(&mut self, out: &mut Vec<Piece>) {
        let told = match (self.told, &self.name) {
            (Some(told), _) => told,
            (None, None) => return,
            (None, Some(name)) => {
                let made = || format!("call_{}", Uuid::new_v4().simple());
                out.push(Piece::CallBegins {
                    id: self.id.get_or_insert_with(made).clone(),
                    name: name.clone(),
                });
                0
            }
        };
        let more = &self.arguments[told..];
        if !more.is_empty() {
            out.push(Piece::CallArguments(more.to_owned()));
        }
        self.told = Some(self.arguments.len());
    }

    fn is_whole(&self) -> bool {
        // The last character is checked first, so that all of the text is parsed once per call and not once per
        // delta.
        self.arguments.trim_end().ends_with('}')
            && serde_json::from_str::<IgnoredAny>(&self.arguments).is_ok()
    }
}
