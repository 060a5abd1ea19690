//! The driver with the real client, on a loopback server that misbehaves.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use runs::{Doubt, Limits, Outcome, Phase, Reason, State, Tuning};
use tokio::io::AsyncReadExt;

use crate::bench::{Bench, job, question, start, tuning};
use crate::host::{Host, Reply};

const AT_ONCE: Duration = Duration::ZERO;

#[tokio::test]
async fn an_answer_is_stored_event_by_event_and_settles() {
    let host = Host::with(5, |_| true, AT_ONCE);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    let state = bench.settled(run).await;
    assert_eq!(state.ending().unwrap().outcome, Outcome::Completed);
    assert_eq!(bench.memory.events(run), host.events);
    assert_eq!(bench.care.calls.load(Ordering::SeqCst), 1);
    assert_eq!(*host.requests.lock().unwrap(), ["POST create"]);
}

#[tokio::test]
async fn what_the_server_forgot_is_told_anew_once_and_stored_as_it_was_sent() {
    const NOT_KNOWN: Reply = Reply::Status(
        404,
        &[],
        r#"{"error":{"code":"not_found","message":"no such interaction"}}"#,
    );
    let host = Host::with(3, |_| true, AT_ONCE);
    host.creates.lock().unwrap().push_back(NOT_KNOWN);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question().previous("v1_forgotten")).await;
    let state = bench.settled(run).await;
    assert_eq!(state.ending().unwrap().outcome, Outcome::Completed);
    assert_eq!(host.count("POST create"), 2);
    let stored = bench.memory.look(run, |row| row.request.clone());
    assert_eq!(stored.previous_interaction_id, None);

    let host = Host::with(3, |_| true, AT_ONCE);
    host.creates.lock().unwrap().extend([NOT_KNOWN, NOT_KNOWN]);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question().previous("v1_forgotten")).await;
    let state = bench.settled(run).await;
    let ending = state.ending().unwrap();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.as_ref().unwrap().code, "not_found");
    assert_eq!(host.count("POST create"), 2);
}

#[tokio::test]
async fn what_is_published_is_what_was_stored_in_order() {
    let host = Host::with(3, |_| true, Duration::from_millis(4));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    bench.settled(run).await;
    bench.memory.look(run, |row| {
        assert!(matches!(row.published[0].phase, Phase::Submitting { .. }));
        let lengths: Vec<u64> = row.published.iter().map(|state| state.log.stored).collect();
        assert!(lengths.is_sorted());
        assert_eq!(row.published.last().unwrap().to_json(), row.state);
    });
}

#[tokio::test]
async fn a_stream_cut_after_any_event_is_resumed_and_no_event_is_lost_or_doubled() {
    type Ids = fn(usize) -> bool;
    let ids: [Ids; 3] = [|_| true, |_| false, |n| n % 3 == 0];
    for ids in ids {
        for cut in 1..9 {
            let host = Host::with(5, ids, AT_ONCE);
            host.creates.lock().unwrap().push_back(Reply::CutAfter(cut));
            host.streams.lock().unwrap().push_back(Reply::CutAfter(1));
            let bench = Bench::to(&host.serve(None).await);
            let run = bench.send(question()).await;
            let state = bench.settled(run).await;
            assert_eq!(state.ending().unwrap().outcome, Outcome::Completed);
            assert_eq!(bench.memory.events(run), host.events, "cut after {cut}");
            assert_eq!(host.count("POST create"), 1);
        }
    }
}

#[tokio::test]
async fn a_stream_that_ends_quietly_in_the_middle_is_looked_at() {
    let host = Host::with(3, |_| true, AT_ONCE);
    host.creates.lock().unwrap().push_back(Reply::EndAfter(2));
    let refusal = Reply::Status(
        400,
        &[],
        r#"{"error":{"code":"invalid_request","message":"no"}}"#,
    );
    host.streams
        .lock()
        .unwrap()
        .extend([refusal.clone(), refusal]);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    let state = bench.settled(run).await;
    assert_eq!(state.ending().unwrap().outcome, Outcome::Completed);
    assert_eq!(
        bench.memory.look(run, |row| row.whole.clone()).unwrap(),
        "all of it"
    );
}

#[tokio::test]
async fn a_job_whose_create_is_answered_at_once_is_streamed() {
    let host = Host::with(4, |_| true, AT_ONCE);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(job()).await;
    bench.settled(run).await;
    assert_eq!(
        *host.requests.lock().unwrap(),
        ["POST create", "GET stream"]
    );
    assert_eq!(bench.memory.events(run), host.events);
}

#[tokio::test]
async fn a_job_whose_stream_falls_silent_is_looked_at() {
    let host = Host::with(3, |_| true, AT_ONCE);
    host.streams
        .lock()
        .unwrap()
        .push_back(Reply::SilentAfter(3));
    let tuning = Tuning {
        silence: Duration::from_millis(60),
        ..tuning()
    };
    let bench = Bench::with(&host.serve(None).await, tuning);
    let run = bench.send(job()).await;
    bench.settled(run).await;
    assert!(host.count("GET look") >= 1);
}

#[tokio::test]
async fn a_create_whose_connection_was_closed_without_an_answer_is_never_repeated_by_itself() {
    let (base_url, arrived) = closing_server().await;
    let bench = Bench::to(&base_url);
    let run = bench.send(question()).await;
    let is_unconfirmed = |state: &State| {
        matches!(
            state.phase,
            Phase::Unconfirmed {
                about: Doubt::Create,
                ..
            }
        )
    };
    bench.memory.until(run, is_unconfirmed).await;
    bench.runs.network_back();
    assert!(
        !bench.runs.check_again(run).await.unwrap(),
        "there is nothing to look for"
    );
    bench.runs.shutdown().await;

    let again = start(&bench.memory, &bench.access, &bench.care, tuning());
    assert!(again.recover().await.unwrap().is_empty());
    again.network_back();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(is_unconfirmed(&bench.memory.state(run)));
    assert_eq!(arrived.load(Ordering::SeqCst), 1);

    assert!(again.send_again(run).await.unwrap());
    bench.memory.until(run, is_unconfirmed).await;
    assert_eq!(arrived.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_unconfirmed_run_that_is_sent_again_can_end_well() {
    let host = Host::with(2, |_| true, AT_ONCE);
    host.creates
        .lock()
        .unwrap()
        .push_back(Reply::Status(200, &[], "<html>sign in</html>"));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    bench
        .memory
        .until(run, |state| {
            matches!(state.phase, Phase::Unconfirmed { .. })
        })
        .await;
    assert!(bench.runs.send_again(run).await.unwrap());
    assert_eq!(
        bench.settled(run).await.ending().unwrap().outcome,
        Outcome::Completed
    );
}

#[tokio::test]
async fn a_run_that_cannot_reach_the_server_waits_and_is_sent_when_it_can() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let bench = Bench::to(&format!("http://{address}"));
    let run = bench.send(question()).await;
    let waits = |state: &State| {
        matches!(
            state.phase,
            Phase::Waiting {
                reason: Reason::NoNetwork,
                attempt: 3..,
                ..
            }
        )
    };
    let state = bench.memory.until(run, waits).await;
    assert_eq!(state.fault().unwrap().code, "no_connection");
    let host = Host::with(2, |_| true, AT_ONCE);
    host.serve(Some(&address)).await;
    bench.settled(run).await;
    assert_eq!(host.count("POST create"), 1);
}

#[tokio::test]
async fn a_run_without_a_key_waits_and_goes_on_as_soon_as_there_is_one() {
    let host = Host::with(2, |_| true, AT_ONCE);
    let patient = Tuning {
        limits: Limits {
            first_delay: 3_600_000,
            longest_delay: 3_600_000,
            ..Limits::default()
        },
        ..tuning()
    };
    let bench = Bench::with(&host.serve(None).await, patient);
    bench.access.set_key(None);
    let run = bench.send(question()).await;
    let waits = |state: &State| {
        matches!(
            state.phase,
            Phase::Waiting {
                reason: Reason::NoServer,
                ..
            }
        )
    };
    assert_eq!(
        bench.memory.until(run, waits).await.fault().unwrap().code,
        "no_key"
    );
    bench.access.set_key(Some("new-key"));
    bench.runs.network_back();
    bench.settled(run).await;
}

#[tokio::test]
async fn a_rate_limit_is_waited_out_and_a_wrong_key_is_final() {
    let host = Host::with(2, |_| true, AT_ONCE);
    let limit = r#"{"error":{"code":"rate_limit_exceeded","message":"Slow down."}}"#;
    let wrong = r#"[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT",
        "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]"#;
    host.creates.lock().unwrap().extend([
        Reply::Status(429, &[("retry-after-ms", "30")], limit),
        Reply::Well,
        Reply::Status(400, &[], wrong),
    ]);
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    assert_eq!(
        bench.settled(run).await.ending().unwrap().outcome,
        Outcome::Completed
    );
    let waited = bench.memory.look(run, |row| {
        row.published.iter().any(|state| {
            matches!(
                state.phase,
                Phase::Waiting {
                    reason: Reason::RateLimited,
                    ..
                }
            )
        })
    });
    assert!(waited);

    let run = bench.send(question()).await;
    let ending = bench.settled(run).await.ending().unwrap().clone();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.unwrap().code, "API_KEY_INVALID");
}

#[tokio::test]
async fn a_refusal_as_a_bare_line_is_a_failure_with_the_servers_words() {
    let host = Host::with(2, |_| true, AT_ONCE);
    host.creates.lock().unwrap().push_back(Reply::Raw(concat!(
        "data: {\"event_type\":\"interaction.created\",\"interaction\":",
        "{\"id\":\"v1_a\",\"status\":\"in_progress\"}}\n\n",
        "{\"error\":{\"message\":\"The prompt was blocked.\",\"code\":\"prohibited_content\"}}\n",
    )));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    let ending = bench.settled(run).await.ending().unwrap().clone();
    assert_eq!(ending.outcome, Outcome::Failed);
    assert_eq!(ending.fault.unwrap().message, "The prompt was blocked.");
    assert_eq!(host.count("GET"), 0);
}

#[tokio::test]
async fn a_job_that_is_stopped_is_cancelled_at_the_server() {
    let host = Host::with(200, |_| true, Duration::from_millis(5));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(job()).await;
    bench.memory.until(run, |state| state.log.stored > 3).await;
    bench.runs.stop(run).await.unwrap();
    let ending = bench.settled(run).await.ending().unwrap().clone();
    assert_eq!((ending.outcome, ending.stopped), (Outcome::Cancelled, true));
    assert_eq!(host.count("POST cancel"), 1);
    bench.runs.stop(run).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_is_reported_and_loses_nothing() {
    let host = Host::with(4, |_| true, Duration::from_millis(5));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    bench.memory.until(run, |state| state.log.stored > 1).await;
    bench.memory.full_for.store(4, Ordering::SeqCst);
    bench.settled(run).await;
    assert_eq!(bench.memory.complaints.load(Ordering::SeqCst), 4);
    assert_eq!(bench.memory.events(run), host.events);
}

#[tokio::test]
async fn aftercare_that_fails_is_done_again_before_the_run_is_settled() {
    let host = Host::with(1, |_| true, AT_ONCE);
    let bench = Bench::to(&host.serve(None).await);
    bench.care.fails.store(2, Ordering::SeqCst);
    let run = bench.send(question()).await;
    bench.settled(run).await;
    assert_eq!(bench.care.calls.load(Ordering::SeqCst), 3);
    assert!(bench.memory.state(run).fault().is_none());
}

#[tokio::test]
async fn quitting_stores_what_came_and_the_next_start_goes_on() {
    let host = Host::with(40, |n| n % 4 == 0, Duration::from_millis(3));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(job()).await;
    bench.memory.until(run, |state| state.log.stored > 10).await;
    bench.runs.shutdown().await;
    assert!(bench.runs.live().is_empty());
    assert!(bench.runs.start(run).await.is_err());

    let again = start(&bench.memory, &bench.access, &bench.care, tuning());
    again.recover().await.unwrap();
    bench.settled(run).await;
    assert_eq!(bench.memory.events(run), host.events);
    assert_eq!(host.count("POST create"), 1);
}

#[test]
fn dying_at_any_moment_loses_nothing_and_doubles_nothing() {
    let world = tokio::runtime::Runtime::new().unwrap();
    for moment in 1..12_u64 {
        let host = Host::with(20, |n| n % 2 == 0, Duration::from_millis(2));
        let base_url = world.block_on(host.serve(None));
        let bench = Bench::to(&base_url);
        // The runs live in a runtime of their own, which is torn down as by a kill.
        let victim = tokio::runtime::Runtime::new().unwrap();
        let run = victim.block_on(bench.send(job()));
        let stored = move |state: &State| state.log.stored >= moment * 2 - 1;
        victim.block_on(bench.memory.until(run, stored));
        victim.shutdown_background();

        world.block_on(async {
            let again = start(&bench.memory, &bench.access, &bench.care, tuning());
            again.recover().await.unwrap();
            bench.settled(run).await;
        });
        assert_eq!(bench.memory.events(run), host.events, "killed at {moment}");
        assert_eq!(host.count("POST create"), 1);
    }
}

/// A server that reads a request and closes the connection. Counts the requests.
async fn closing_server() -> (String, Arc<std::sync::atomic::AtomicU32>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let arrived = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let counter = Arc::clone(&arrived);
    tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 16_384];
            if connection.read(&mut request).await.unwrap() > 0 {
                counter.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    (base_url, arrived)
}

#[tokio::test]
async fn a_forgotten_run_has_no_task_any_more_and_gets_none_again() {
    let host = Host::with(3, |_| true, AT_ONCE);
    host.creates
        .lock()
        .unwrap()
        .push_back(Reply::SilentAfter(2));
    let bench = Bench::to(&host.serve(None).await);
    let run = bench.send(question()).await;
    bench.memory.until(run, |state| state.log.stored >= 2).await;
    bench.runs.forget(run).await;
    assert_eq!(bench.runs.live(), []);
    assert_eq!(
        bench.memory.events(run),
        host.events[..2],
        "what came is stored"
    );
    let again = bench.runs.start(run).await;
    assert!(matches!(again, Err(runs::Error::Forgotten(gone)) if gone == run));
    assert!(bench.runs.stop(run).await.is_err());
    assert_eq!(host.count("POST create"), 1);
}
