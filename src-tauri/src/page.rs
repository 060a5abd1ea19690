//! The life of the window's page: loading, the first frame, and reloading when its process ended or drew nothing.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::{App, PageNews};
use tauri::{AppHandle, Manager, WebviewWindow};
use tokio::sync::watch;
use webkit2gtk::{WebProcessTerminationReason, WebViewExt};

use crate::desktop::Desktop;
use crate::renderer::{self, Renderer};
use crate::{context_menu, notification, window};

/// Time on the screen without a first frame after which the page is taken for stuck.
const FIRST_FRAME_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum number of reloads within [`RELOAD_PERIOD`]; beyond that only a new start may help.
const MAX_RELOADS: usize = 3;
/// The period that [`MAX_RELOADS`] applies to.
const RELOAD_PERIOD: Duration = Duration::from_secs(180);

/// The state of the page.
pub(crate) struct Page {
    state: Mutex<PageState>,
    /// Changes when the window may have come on the screen, for each load that waits for that.
    raised: watch::Sender<()>,
}

struct PageState {
    renderer: Renderer,
    /// Counts loads, so that a wait for a frame knows which load it belongs to.
    load: u64,
    is_drawn: bool,
    /// True while the page's process is being ended because it drew nothing.
    given_up: bool,
    /// Times of the recent reloads.
    reloads: Vec<Instant>,
    /// Notices for the person, sent once the page listens.
    news: Vec<PageNews>,
}

impl Page {
    /// Makes the state, before the window is opened. `data` is the data folder.
    pub(crate) fn new(data: &Path) -> Self {
        let mut renderer = Renderer::open(data);
        renderer.loading();
        let news = if renderer::draws_safely() {
            vec![PageNews::DrawnSafely]
        } else {
            Vec::new()
        };
        Self {
            state: Mutex::new(PageState {
                renderer,
                load: 0,
                is_drawn: false,
                given_up: false,
                reloads: Vec::new(),
                news,
            }),
            raised: watch::Sender::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, PageState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the page drew its first frame.
    pub(crate) fn frame_drawn(&self) {
        let mut state = self.state();
        state.is_drawn = true;
        state.renderer.frame_drawn();
    }

    /// Notes that the page is hidden: it then draws nothing, which is no fault of the graphics card.
    pub(crate) fn page_hidden(&self) {
        let mut state = self.state();
        if !state.is_drawn {
            state.renderer.postponed();
        }
    }

    /// The window is put on the screen, by us or by the desktop: what was not drawn while it was hidden has to be drawn
    /// now.
    pub(crate) fn window_raised(&self) {
        let mut state = self.state();
        if !state.is_drawn {
            state.renderer.loading();
        }
        self.raised.send_replace(());
    }

    /// Tells the page, now that it listens, what was open and what happened to it.
    pub(crate) fn subscribed(&self, commands: &App) {
        let news = std::mem::take(&mut self.state().news);
        commands.page_listens(news);
    }

    /// Returns true if the first frame of this load need not be waited for any more.
    fn is_load_over(&self, load: u64) -> bool {
        let state = self.state();
        state.is_drawn || state.load != load
    }

    /// Waits for the first frame of this load, and says whether none came in time: as long as the window was on the
    /// screen.
    async fn misses_first_frame(&self, load: u64, is_on_screen: impl Fn() -> bool) -> bool {
        let mut raised = self.raised.subscribe();
        let mut was_hidden = true;
        loop {
            tokio::time::sleep(FIRST_FRAME_TIMEOUT).await;
            if self.is_load_over(load) {
                return false;
            }
            // What came on the screen only meanwhile has the whole time once more; the focus alone may come often.
            let was_raised = raised.has_changed().unwrap_or(false);
            raised.mark_unchanged();
            if was_raised && std::mem::take(&mut was_hidden) {
                continue;
            }
            if is_on_screen() {
                return true;
            }
            was_hidden = true;
            // The sender lives as long as the page.
            let _ = raised.changed().await;
        }
    }

    /// Notes that the page is loaded again; false when that was done often enough.
    fn count_reload(&self, now: Instant) -> bool {
        let mut state = self.state();
        let news = if std::mem::take(&mut state.given_up) {
            PageNews::NeverDrawn
        } else {
            PageNews::Ended
        };
        state.load += 1;
        state.is_drawn = false;
        state.renderer.loading();
        state
            .reloads
            .retain(|at| now.duration_since(*at) < RELOAD_PERIOD);
        if state.reloads.len() >= MAX_RELOADS {
            return false;
        }
        state.reloads.push(now);
        if !state.news.contains(&news) {
            state.news.push(news);
        }
        true
    }
}

/// Watches the page of a window that was just opened.
pub(crate) fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    wait_for_frame(handle.clone());
    window.with_webview(move |webview| {
        let view = webview.inner();
        context_menu::keep_to_text(&view);
        view.connect_web_process_terminated(move |view, reason| {
            log_termination(&handle, reason);
            if handle.state::<Page>().count_reload(Instant::now()) {
                view.reload();
                wait_for_frame(handle.clone());
            } else {
                tracing::error!(
                    "the window's page ends again and again; it is not loaded any more"
                );
                notify_cannot_be_shown(handle.clone());
            }
        });
    })
}

fn log_termination(handle: &AppHandle, reason: WebProcessTerminationReason) {
    let given_up = handle.state::<Page>().state().given_up;
    match (reason, given_up) {
        (_, true) => tracing::warn!("nothing was drawn in the window; its page is loaded again"),
        (WebProcessTerminationReason::ExceededMemoryLimit, _) => {
            tracing::warn!("the window's page took too much memory; it is loaded again");
        }
        _ => tracing::warn!("the process of the window's page ended; it is loaded again"),
    }
}

/// Tells the person by a notification, because the window cannot show anything any more.
fn notify_cannot_be_shown(handle: AppHandle) {
    tauri::async_runtime::spawn_blocking(move || {
        let language = handle.state::<Arc<Desktop>>().language();
        let notification = app::window_cannot_be_shown(language);
        if let Err(reason) = notification::show(&handle, notification, language) {
            tracing::warn!(reason, "no notification could be shown");
        }
    });
}

/// Waits for the first frame and ends the page's process, which reloads it, if none is drawn in time. Only time in
/// which the window is on the screen counts.
fn wait_for_frame(handle: AppHandle) {
    let load = handle.state::<Page>().state().load;
    tauri::async_runtime::spawn(async move {
        let page = handle.state::<Page>();
        if !page
            .misses_first_frame(load, || window::is_on_screen(&handle))
            .await
        {
            return;
        }
        handle.state::<Page>().state().given_up = true;
        let Some(window) = window::get(&handle) else {
            return;
        };
        let ended = window.with_webview(|webview| webview.inner().terminate_web_process());
        if let Err(error) = ended {
            tracing::warn!(%error, "the window's page cannot be loaded again");
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_page_that_ends_again_and_again_is_loaded_three_times() {
        let folder = tempfile::tempdir().unwrap();
        let page = Page::new(folder.path());
        let start = Instant::now();
        for _ in 0..MAX_RELOADS {
            assert!(page.count_reload(start));
        }
        assert!(!page.count_reload(start));
        assert_eq!(page.state().news, [PageNews::Ended], "said once");
        assert!(
            page.count_reload(start + RELOAD_PERIOD),
            "later it may be loaded again"
        );
    }

    #[test]
    fn a_page_that_drew_nothing_is_told_apart_from_one_that_ended() {
        let folder = tempfile::tempdir().unwrap();
        let page = Page::new(folder.path());
        page.state().given_up = true;
        assert!(page.count_reload(Instant::now()));
        assert!(page.count_reload(Instant::now()));
        assert_eq!(page.state().news, [PageNews::NeverDrawn, PageNews::Ended]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_hidden_page_is_waited_for_until_some_time_after_it_came_on_the_screen() {
        let folder = tempfile::tempdir().unwrap();
        let page = Page::new(folder.path());
        let shown = AtomicBool::new(false);
        let is_on_screen = || shown.load(Ordering::Relaxed);
        // The page is loaded again while it is hidden, so two loads wait.
        let older = page.misses_first_frame(0, is_on_screen);
        page.count_reload(Instant::now());
        let newer = page.misses_first_frame(1, is_on_screen);
        let raising = async {
            tokio::time::sleep(FIRST_FRAME_TIMEOUT * 5).await;
            shown.store(true, Ordering::Relaxed);
            page.window_raised();
        };
        let (older, newer, ()) = tokio::join!(older, newer, raising);
        assert!(!older, "the page was loaded again since");
        assert!(newer, "it was on the screen and drew nothing");
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_that_drew_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let page = Page::new(folder.path());
        let drawing = async {
            page.frame_drawn();
        };
        let (misses_frame, ()) = tokio::join!(page.misses_first_frame(0, || true), drawing);
        assert!(!misses_frame);
    }
}
