//! Commands on the whole program: the data that the window needs at start, settings, quitting.

use std::path::Path;
use std::sync::Arc;

use crate::backend::Backend;
use crate::bridge::*;
use crate::core::Core;
use crate::errors::Result;
use crate::network;
use crate::servers::checked_base_url;
use crate::who::ServerListing;

/// Returns the person's preferred system languages, best first, as BCP 47 tags.
pub(crate) fn system_languages() -> Vec<String> {
    sys_locale::get_locales().collect()
}

/// Returns the overview for a ledger that cannot be opened.
pub(crate) fn overview_without_ledger(error: BridgeError, data: &Path) -> Overview {
    Overview {
        fatal: Some(error),
        settings: Settings::default(),
        system_languages: system_languages(),
        base_url: String::new(),
        base_url_fixed: false,
        key: KeyStatus::None,
        local: LocalEngine::Stopped,
        has_model: false,
        who: WhoList {
            everyone: Vec::new(),
            for_chat: None,
            for_job: None,
            about: Vec::new(),
        },
        chats: Vec::new(),
        chats_next: None,
        jobs: Vec::new(),
        jobs_next: None,
        pinned: Vec::new(),
        pinned_next: None,
        folders: Vec::new(),
        deletions: Vec::new(),
        finished_meanwhile: Vec::new(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_dir: data.display().to_string(),
        save_folder: String::new(),
        hands_out_files: false,
    }
}

impl Backend {
    pub(super) async fn overview(&self, (): ()) -> Result<Overview> {
        let core = &self.core;
        let (chats, jobs, pinned) = core
            .screen(|screen| {
                Ok((
                    screen.lines(ledger::Kind::Chat.into(), None)?,
                    screen.lines(ledger::Kind::Job.into(), None)?,
                    screen.lines(ledger::List::Pinned, None)?,
                ))
            })
            .await?;
        let folders = core.ledger(ledger::Ledger::folders).await?;
        let meanwhile = screen::lock(&core.notifications.ended_meanwhile).clone();
        let mut finished_meanwhile = Vec::new();
        for id in meanwhile {
            finished_meanwhile.extend(core.conversation_line(id).await?);
        }
        Ok(Overview {
            fatal: None,
            settings: core.settings(),
            system_languages: system_languages(),
            base_url: core.base_url(),
            base_url_fixed: core.connections.fixed_base_url.is_some(),
            key: core.key_status().await,
            local: core.connections.local.status(),
            has_model: core.model_file().is_some(),
            who: core.who().await,
            chats: chats.conversations,
            chats_next: chats.next,
            jobs: jobs.conversations,
            jobs_next: jobs.next,
            pinned: pinned.conversations,
            pinned_next: pinned.next,
            folders: folders
                .iter()
                .map(screen::view::conversation::folder)
                .collect(),
            deletions: core.deletions().await?,
            finished_meanwhile,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_dir: core.data_dir().display().to_string(),
            save_folder: core
                .save_folder()
                .map(|folder| folder.display().to_string())
                .unwrap_or_default(),
            hands_out_files: core.host.hands_out_files(),
        })
    }

    pub(super) async fn set_settings(&self, mut new: Settings) -> Result<Settings> {
        new.base_url = match new.base_url.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(url) => Some(checked_base_url(url)?),
        };
        let mut password_changed = false;
        if let ProxyChoice::At { address } = &mut new.proxy {
            let typed = network::parse_typed(address)?;
            password_changed = typed.keep(&self.core.connections.vault).await?;
            *address = typed.address;
        }
        let changed = self
            .core
            .apply_settings(password_changed, |settings| *settings = new);
        changed.await
    }

    pub(super) async fn choose_model_file(&self, (): ()) -> Result<Settings> {
        match self.core.host.pick_model_file().await {
            Some(path) => {
                let path = path.display().to_string();
                let changed = self
                    .core
                    .change_settings(|settings| settings.model_file = Some(path))
                    .await?;
                self.core.connections.local.reset_failures().await;
                self.core.forget_local_list().await;
                self.core.push_engines().await;
                Ok(changed)
            }
            None => Ok(self.core.settings()),
        }
    }

    pub(super) async fn choose_save_folder(&self, (): ()) -> Result<Settings> {
        match self.core.host.pick_folder().await {
            Some(path) => {
                let path = path.display().to_string();
                self.core
                    .change_settings(|settings| settings.save_folder = Some(path))
                    .await
            }
            None => Ok(self.core.settings()),
        }
    }

    pub(super) async fn drafts_kept(&self, number: u32) -> Result<()> {
        self.core.draft_flush.confirm(number);
        Ok(())
    }

    pub(super) async fn answer_quit(&self, quit: bool) -> Result<()> {
        if quit {
            self.quit().await;
        }
        Ok(())
    }
}

impl Core {
    /// Changes settings and applies the consequences: the server, the proxy, the model.
    pub(crate) async fn apply_settings(
        self: &Arc<Self>,
        password_changed: bool,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Settings> {
        let mut old = Settings::default();
        let changed = self
            .change_settings(|settings| {
                old = settings.clone();
                change(settings);
            })
            .await?;
        let way_changed = password_changed || old.proxy != changed.proxy;
        let url_changed = old.base_url != changed.base_url;
        if way_changed {
            self.proxy_changed(&old.proxy, &changed.proxy).await;
        }
        if url_changed {
            self.server_changed().await;
        }
        if way_changed || url_changed {
            self.connections.route_changed.notify_one();
        }
        if old.model_file != changed.model_file {
            self.forget_local_list().await;
        }
        if url_changed || old.model_file != changed.model_file || old.video != changed.video {
            self.push_engines().await;
        }
        Ok(changed)
    }

    /// Handles another proxy, or another password for it.
    async fn proxy_changed(&self, old: &ProxyChoice, new: &ProxyChoice) {
        self.connections.client_cache.forget();
        self.configure_engine().await;
        if let ProxyChoice::At { address } = old
            && old != new
        {
            network::forget_password(&self.connections.vault, address).await;
        }
    }

    /// Handles another server: its models and agents are not known yet.
    async fn server_changed(self: &Arc<Self>) {
        self.note_listed(Engine::Gemini, ServerListing::default())
            .await;
        if self.key_status().await != KeyStatus::None {
            let core = Arc::clone(self);
            tokio::spawn(async move {
                core.list_gemini().await;
                core.push_engines().await;
            });
        }
    }
}
