//! Calls of functions that arrive in deltas, in whatever order, told one after the other.
//!
//! Deltas belong together by their `index`, else by their `id`, else by their order. A new id under an index in use is
//! a new call. Ids and names are set and never joined; some servers repeat them in every delta.

use serde::de::IgnoredAny;
use uuid::Uuid;

use crate::chat::Piece;

/// More calls than this in one answer are left out.
const LIMIT: usize = 256;

/// What one delta says of a call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delta {
    pub(crate) index: Option<u64>,
    /// Not empty.
    pub(crate) id: Option<String>,
    /// Not empty.
    pub(crate) name: Option<String>,
    /// More of the arguments' JSON text.
    pub(crate) arguments: String,
}

/// The calls of one answer.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    calls: Vec<Call>,
    /// The one whose arguments are told as they come; those before it are told whole.
    current: usize,
}

#[derive(Debug, Default)]
struct Call {
    index: Option<u64>,
    id: Option<String>,
    name: Option<String>,
    arguments: String,
    /// Bytes of the arguments that were told; `None`: not even its beginning.
    told: Option<usize>,
}

impl Calls {
    /// Takes a delta; gives the id of its call, if it has one by now.
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
            // One that was found by its id has no other.
            (None, Some(_)) => return Some(self.last(|call| call.id == delta.id)?.0),
            (None, None) => self.last(|_| true)?,
        };
        let has_other_id = delta.id.is_some() && call.id.is_some() && delta.id != call.id;
        // Without ids: something more for a call that is whole.
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

    /// Tells what can be told by now.
    pub(crate) fn tell(&mut self, out: &mut Vec<Piece>) {
        while self.current < self.calls.len() {
            let is_last = self.current + 1 == self.calls.len();
            let call = &mut self.calls[self.current];
            call.tell(out);
            if is_last || !call.is_whole() {
                break;
            }
            self.current += 1;
        }
    }

    /// The answer is over: tells the rest. `is_cut`: the last one may be half a call, so nothing is added to it.
    pub(crate) fn finish(&mut self, is_cut: bool, out: &mut Vec<Piece>) {
        for call in &mut self.calls {
            // No delta may come for a call without arguments.
            if call.arguments.trim().is_empty() && !is_cut {
                call.arguments = "{}".to_owned();
                call.told = call.told.map(|_| 0);
            }
            call.tell(out);
        }
    }
}

impl Call {
    fn tell(&mut self, out: &mut Vec<Piece>) {
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
        // The end is looked at first: all of it is read once a call and not once a delta.
        self.arguments.trim_end().ends_with('}')
            && serde_json::from_str::<IgnoredAny>(&self.arguments).is_ok()
    }
}
