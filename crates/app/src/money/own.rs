//! The person's own prices: a file in the data folder whose rows go over those of the program.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ledger::{Ledger, PricedAs};
use prices::Prices;
use screen::lock;
use words::say;

use crate::bridge::PriceTable;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// Its name in the data folder.
const FILE: &str = "prices.toml";

/// The table with the person's rows and with what is billed like others, and why the person's could not be read if there
/// are any. Blocks.
pub(crate) fn read(data: &Path, ledger: &Ledger) -> (Prices, Option<String>) {
    let (mut prices, problem) = read_own(data);
    match ledger.priced_as() {
        Ok(all) => {
            for PricedAs {
                api_id, priced_as, ..
            } in &all
            {
                prices.like(api_id, priced_as);
            }
        }
        Err(error) => tracing::error!(%error, "what own agents are billed like cannot be read"),
    }
    (prices, problem)
}

fn read_own(data: &Path) -> (Prices, Option<String>) {
    let own = match std::fs::read_to_string(data.join(FILE)) {
        Ok(text) => Prices::with_own(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Prices::built_in()),
        Err(error) => Err(error.to_string()),
    };
    match own {
        Ok(prices) => (prices, None),
        Err(problem) => {
            tracing::warn!(problem, "the person's own prices cannot be read");
            (Prices::built_in(), Some(problem))
        }
    }
}

/// The text of the person's own prices, if there are any. Blocks.
pub(crate) fn own_text(data: &Path) -> Option<String> {
    std::fs::read_to_string(data.join(FILE)).ok()
}

impl Core {
    /// Keeps the prices of another record as the person's own, unless they have some. Those that cannot be read are left
    /// out.
    pub(crate) async fn take_in_prices(&self, text: String) -> Result<()> {
        if Prices::with_own(&text).is_err() {
            return Ok(());
        }
        if self.make_prices(text).await? {
            self.reread_prices().await?;
        }
        Ok(())
    }

    /// Reads the person's prices anew; they may have been changed since.
    pub(crate) async fn reread_prices(&self) -> Result<()> {
        let _alone = self.money.rereading.lock().await;
        let (data, ledger) = (self.data.clone(), self.ledger.clone());
        let (prices, problem) = blocking(move || read(&data, &ledger)).await?;
        self.screen.set_prices(prices);
        *lock(&self.money.problem) = problem;
        Ok(())
    }

    /// Notes what agents are billed like that have no price of their own.
    pub(crate) async fn note_priced_as(&self, noted: Vec<PricedAs>) -> Result<()> {
        let is_new = self
            .ledger(move |ledger| ledger.note_priced_as(&noted))
            .await?;
        if is_new {
            self.reread_prices().await?;
        }
        Ok(())
    }

    /// The file of the person's prices, made to begin with when there is none.
    pub(crate) async fn own_prices(&self) -> Result<PathBuf> {
        self.make_prices(Prices::to_begin_with()).await?;
        Ok(self.data.join(FILE))
    }

    /// Writes the file of the person's prices, unless it is there. Says whether it was not.
    async fn make_prices(&self, text: impl AsRef<[u8]> + Send + 'static) -> Result<bool> {
        let file = self.data.join(FILE);
        let made = file.clone();
        let written = blocking(move || {
            use std::io::Write as _;
            let mut file = std::fs::File::create_new(&made)?;
            file.write_all(text.as_ref())
        })
        .await?;
        match written {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(errors::file(say::file_not_written, &file, &error)),
        }
    }

    /// The table as the window shows where amounts come from.
    pub(crate) fn price_table(&self) -> PriceTable {
        let prices = self.screen.prices();
        PriceTable {
            as_of: prices.as_of().to_string(),
            own: prices.has_own(),
            problem: lock(&self.money.problem).clone(),
        }
    }
}
