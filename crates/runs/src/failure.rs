//! Turns errors of the client and of the record into [`Failure`]s, which the machine decides by.

use interactions::{Error, ProxyFault};

use crate::ending::Fault;
use crate::input::{Failure, FailureClass};
use crate::own_fault::OwnFault;

/// Classifies an error of the client.
pub(crate) fn failure(error: &Error) -> Failure {
    let retry_after = error
        .retry_after()
        .map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
    let (class, fault) = match error {
        Error::Api {
            status,
            code,
            message,
            reason,
            ..
        } => {
            let class = match status {
                // An invalid key is a 400 of the front end (contract 1.4), and not a wrong request.
                401 | 403 => FailureClass::KeyRefused,
                _ if error.is_invalid_key() => FailureClass::KeyRefused,
                _ => FailureClass::Answered(*status),
            };
            let reason = reason
                .as_ref()
                .filter(|_| class == FailureClass::KeyRefused);
            let code = match reason.or(code.as_ref()) {
                // The front end uses another code for an exhausted daily quota (contract 1.4).
                _ if error.is_daily_quota() => "quota_exceeded".to_owned(),
                Some(code) => code.clone(),
                None => format!("http_{status}"),
            };
            let fault = Fault {
                http: Some(*status),
                code,
                message: message.clone(),
                says: None,
            };
            (class, fault)
        }
        Error::InvalidRequest(_) => {
            let fault = Fault::of_server("invalid_request", &error.to_string());
            (FailureClass::Forbidden, fault)
        }
        Error::Local { reason } => (
            FailureClass::Forbidden,
            Fault::own(OwnFault::Attachment, reason),
        ),
        Error::Setup { .. } => (FailureClass::Forbidden, own(OwnFault::ClientSetup, error)),
        Error::Certificate { .. } => (FailureClass::Forbidden, own(OwnFault::Certificate, error)),
        // No request can go out until the person enters the proxy's name and password.
        Error::Proxy {
            proxy,
            fault: ProxyFault::Credentials,
            ..
        } => (
            FailureClass::NoServer,
            Fault::own(OwnFault::ProxyCredentials, proxy),
        ),
        Error::Proxy { proxy, fault, .. } => {
            let own = match fault {
                ProxyFault::NoWay => OwnFault::ProxyNoWay,
                _ => OwnFault::ProxyUnreachable,
            };
            (FailureClass::NoNetwork, Fault::own(own, proxy))
        }
        _ if error.certainly_not_sent() => {
            (FailureClass::NoNetwork, own(OwnFault::NoConnection, error))
        }
        Error::Transport { .. } => (
            FailureClass::Unanswered,
            own(OwnFault::ConnectionBroken, error),
        ),
        Error::Timeout { .. } => (FailureClass::Unanswered, own(OwnFault::Timeout, error)),
        _ => (
            FailureClass::Unreadable,
            own(OwnFault::NotAnInteraction, error),
        ),
    };
    Failure {
        class,
        fault,
        retry_after,
    }
}

/// The failure when no client could be made.
pub(crate) fn no_server(fault: Fault) -> Failure {
    Failure {
        class: FailureClass::NoServer,
        fault,
        retry_after: None,
    }
}

/// The failure when the record could not rebuild the request.
pub(crate) fn not_rebuilt(error: &(dyn std::error::Error + Send + Sync)) -> Failure {
    Failure {
        class: FailureClass::Forbidden,
        fault: Fault::own(OwnFault::NotRebuilt, &error.to_string()),
        retry_after: None,
    }
}

/// The failure when the server did not answer within [`crate::Tuning::answer`].
pub(crate) fn unanswered() -> Failure {
    Failure {
        class: FailureClass::Unanswered,
        fault: Fault::own(OwnFault::Timeout, "The server did not answer in time."),
        retry_after: None,
    }
}

fn own(own: OwnFault, error: &Error) -> Fault {
    Fault::own(own, &error.to_string())
}
