//! A request that somebody waits for. `rmcp` says nothing to the server when the waiting ends early; this does.

use rmcp::RoleClient;
use rmcp::model::{CancelledNotification, CancelledNotificationParam, RequestId};
use rmcp::service::{Peer, RequestHandle};
use tokio::runtime::Handle;

/// Tells the server that nobody waits for an answer, unless [`Waiting::end`] was called before.
#[derive(Debug)]
pub(super) struct Waiting {
    peer: Peer<RoleClient>,
    /// None when the waiting is over.
    request: Option<RequestId>,
}

impl Waiting {
    pub(super) fn for_answer_to(request: &RequestHandle<RoleClient>) -> Self {
        Self {
            peer: request.peer.clone(),
            request: Some(request.id.clone()),
        }
    }

    /// The answer came, or the library itself has told the server.
    pub(super) fn end(mut self) {
        self.request = None;
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let (Some(request), Ok(runtime)) = (self.request.take(), Handle::try_current()) else {
            return;
        };
        let peer = self.peer.clone();
        runtime.spawn(async move {
            let params = CancelledNotificationParam::new(Some(request), None);
            // A connection that is gone has nobody to be told.
            let _ = peer
                .send_notification(CancelledNotification::new(params).into())
                .await;
        });
    }
}
