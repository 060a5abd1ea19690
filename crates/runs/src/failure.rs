//! What a failed call means for going on.

use interactions::{Error, ProxyFault};

use crate::ending::Fault;
use crate::input::{Class, Failure};
use crate::own_fault::OwnFault;

/// The meaning of a client's error.
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
                401 | 403 => Class::KeyRefused,
                _ if error.is_invalid_key() => Class::KeyRefused,
                _ => Class::Answered(*status),
            };
            let reason = reason.as_ref().filter(|_| class == Class::KeyRefused);
            let code = match reason.or(code.as_ref()) {
                // The front end has another word for it (contract 1.4).
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
            (Class::Forbidden, fault)
        }
        Error::Local { reason } => (Class::Forbidden, Fault::own(OwnFault::Attachment, reason)),
        Error::Setup { .. } => (Class::Forbidden, own(OwnFault::ClientSetup, error)),
        Error::Certificate { .. } => (Class::Forbidden, own(OwnFault::Certificate, error)),
        // Nothing goes out until somebody enters them.
        Error::Proxy {
            proxy,
            fault: ProxyFault::Credentials,
            ..
        } => (
            Class::NoServer,
            Fault::own(OwnFault::ProxyCredentials, proxy),
        ),
        Error::Proxy { proxy, fault, .. } => {
            let own = match fault {
                ProxyFault::NoWay => OwnFault::ProxyNoWay,
                _ => OwnFault::ProxyUnreachable,
            };
            (Class::NoNetwork, Fault::own(own, proxy))
        }
        _ if error.certainly_not_sent() => (Class::NoNetwork, own(OwnFault::NoConnection, error)),
        Error::Transport { .. } => (Class::Unanswered, own(OwnFault::ConnectionBroken, error)),
        Error::Timeout { .. } => (Class::Unanswered, own(OwnFault::Timeout, error)),
        _ => (Class::Unreadable, own(OwnFault::NotAnInteraction, error)),
    };
    Failure {
        class,
        fault,
        retry_after,
    }
}

/// There is no server to talk to.
pub(crate) fn no_server(fault: Fault) -> Failure {
    Failure {
        class: Class::NoServer,
        fault,
        retry_after: None,
    }
}

/// The record could not write the request anew.
pub(crate) fn not_rebuilt(error: &(dyn std::error::Error + Send + Sync)) -> Failure {
    Failure {
        class: Class::Forbidden,
        fault: Fault::own(OwnFault::NotRebuilt, &error.to_string()),
        retry_after: None,
    }
}

/// The server did not answer in time.
pub(crate) fn unanswered() -> Failure {
    Failure {
        class: Class::Unanswered,
        fault: Fault::own(OwnFault::Timeout, "The server did not answer in time."),
        retry_after: None,
    }
}

fn own(own: OwnFault, error: &Error) -> Fault {
    Fault::own(own, &error.to_string())
}
