//! The vault against the memory of a session and against a real Secret Service.

#[cfg(target_os = "linux")]
mod secret_service;
mod session;
