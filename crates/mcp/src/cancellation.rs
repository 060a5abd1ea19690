//! Cancellation of abandoned requests: `rmcp` does not notify the server when the caller stops waiting.

use rmcp::RoleClient;
use rmcp::model::{CancelledNotification, CancelledNotificationParam, RequestId};
use rmcp::service::{Peer, RequestHandle};
use tokio::runtime::Handle;

/// Sends a cancellation to the server when dropped, unless [`CancelOnDrop::end`] was called before.
#[derive(Debug)]
pub(super) struct CancelOnDrop {
    peer: Peer<RoleClient>,
    /// `None` once the wait is over.
    request: Option<RequestId>,
}

impl CancelOnDrop {
    pub(super) fn for_answer_to(request: &RequestHandle<RoleClient>) -> Self {
        Self {
            peer: request.peer.clone(),
            request: Some(request.id.clone()),
        }
    }

    /// Ends the wait: the answer arrived, or the library itself has notified the server.
    pub(super) fn end(mut self) {
        self.request = None;
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let (Some(request), Ok(runtime)) = (self.request.take(), Handle::try_current()) else {
            return;
        };
        let peer = self.peer.clone();
        runtime.spawn(async move {
            let params = CancelledNotificationParam::new(Some(request), None);
            // A closed connection has no one to notify.
            let _ = peer
                .send_notification(CancelledNotification::new(params).into())
                .await;
        });
    }
}
